package io.mgmrouter.mgm.core;

import static io.mgmrouter.mgm.core.CoreLab.ETH0;
import static io.mgmrouter.mgm.core.CoreLab.ETH1;
import static io.mgmrouter.mgm.core.CoreLab.ETH2;
import static io.mgmrouter.mgm.core.CoreLab.ETH3;
import static io.mgmrouter.mgm.core.CoreLab.SG;
import static io.mgmrouter.mgm.core.CoreLab.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingEntry.OutgoingInterface;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.Callback;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is read of the tables")
class ViewsTest {

    private static final Set<Family> BOTH = EnumSet.allOf(Family.class);

    private final CoreLab lab = new CoreLab();

    @Test
    void anInterfaceHasAStatusWhileSomebodyHoldsIt() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.RPF).owns(ETH0);
        CoreLab.TestClient igmp = lab.igmp(Callback.JOIN_ALERT).owns(ETH0, ETH1);

        assertThat(lab.manager.status(ETH0))
                .containsExactly(new InterfaceStatus(ETH0, BOTH, Optional.of(x.id), Optional.of(igmp.id)));
        assertThat(lab.manager.status(ETH1))
                .containsExactly(new InterfaceStatus(ETH1, BOTH, Optional.empty(), Optional.of(igmp.id)));
        assertThat(lab.manager.status(ETH2)).isEmpty();
        assertThat(lab.manager.interfaces())
                .containsExactly(
                        lab.manager.status(ETH0).getFirst(),
                        lab.manager.status(ETH1).getFirst());
    }

    @Test
    void anInterfaceThatOnlyAnEntryExpectsPacketsOnHasNone() {
        lab.packet(SG);

        assertThat(lab.manager.entry(SG, lab.now).flatMap(ForwardingEntry::incomingInterface))
                .contains(ETH0);
        assertThat(lab.manager.status(ETH0)).isEmpty();
        assertThat(lab.manager.interfaces()).isEmpty();
    }

    @Test
    void outgoingInterfacesAreInOrderAndTheAgeEndsAtTheLifeSpan() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1, ETH2, ETH3);
        igmp.joins(ETH3, STAR_G).joins(ETH1, STAR_G).joins(ETH2, STAR_G);
        lab.packet(SG);

        lab.advance(Duration.ofSeconds(899));
        assertThat(entry().outgoingInterfaces())
                .containsExactly(
                        new OutgoingInterface(ETH1, igmp.id),
                        new OutgoingInterface(ETH2, igmp.id),
                        new OutgoingInterface(ETH3, igmp.id));
        assertThat(entry().upTime()).isEqualTo(Duration.ofSeconds(899));
        lab.advance(Duration.ofSeconds(3));
        assertThat(entry().upTime()).as("while its traffic is read").isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    void entriesThatGoNowhereShareOneListOfNothing() {
        Sg other = new Sg(IpAddress.parse("10.0.0.8"), SG.group());
        lab.packet(SG);
        lab.packet(other);

        Holding[] oifs = lab.manager.tables.entry(SG).oifs;
        assertThat(oifs).isEmpty();
        assertThat(lab.manager.tables.entry(other).oifs).isSameAs(oifs);
    }

    @Test
    void aBitEndsAtItsLimitOrAfterTheStepsOfOneBitAndTheNextGoesOnBehindIt() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.RPF).owns(ETH0);
        List<SourceGroup> groups = IntStream.range(0, 300)
                .<SourceGroup>mapToObj(i -> new StarG(IpAddress.parse("239.2." + i / 256 + "." + i % 256)))
                .toList();
        groups.forEach(group -> x.joins(ETH0, group));
        StarStar first = new StarStar(Family.IPV4);

        assertThat(read(Optional.of(first), 1)).isEqualTo(new Bit<>(groups.subList(0, 1), Optional.of(groups.get(0))));
        assertThat(read(Optional.of(first), 10))
                .isEqualTo(new Bit<>(groups.subList(0, 10), Optional.of(groups.get(9))));
        assertThat(read(Optional.of(first), 1000))
                .isEqualTo(new Bit<>(groups.subList(0, Views.STEPS), Optional.of(groups.get(Views.STEPS - 1))));
    }

    private Bit<SourceGroup> read(Optional<SourceGroup> after, int limit) {
        Bit<List<Membership>> bit = lab.manager.memberships(after, limit);
        return new Bit<>(
                bit.items().stream().map(pair -> pair.getFirst().sourceGroup()).toList(), bit.next());
    }

    private ForwardingEntry entry() {
        return lab.manager.entry(SG, lab.now).orElseThrow();
    }
}
