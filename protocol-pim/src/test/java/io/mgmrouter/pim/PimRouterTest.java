package io.mgmrouter.pim;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.Report;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.pim.PimConfiguration.Kind;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.GroupEntry;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.pim.codec.SourceEntry;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.MemoryWire;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A router between links: what one neighbour wants is asked of another, and RPs are found")
class PimRouterTest {

    private static final String DOWN = "10.1.0.2";
    private static final String UP = "10.2.0.2";
    private static final IpAddress ALL = IpAddress.parse("224.0.0.13");
    private static final Sg SSM = new Sg(ip("10.9.0.9"), ip("232.1.1.1"));

    private final ManualLoop loop = new ManualLoop("pim");
    private final MemoryWire below = new MemoryWire();
    private final MemoryWire above = new MemoryWire();
    private final PimLab lab =
            new PimLab(loop, 1).link(1, "down", below, "10.1.0.1/24").link(2, "up", above, "10.2.0.1/24");

    @Test
    void aJoinFromBelowIsDeclaredAndAskedOfTheNeighbourTowardTheSource() {
        running();
        send(below, DOWN, ALL, join(SSM));

        assertThat(lab.sessions.get(Dialect.IPV4).declared(InterfaceId.of(1))).containsExactly(SSM);
        assertThat(sent(above, "10.2.0.1")).singleElement().isInstanceOfSatisfying(JoinPrune.class, message -> {
            assertThat(message.upstreamNeighbor()).isEqualTo(ip(UP));
            assertThat(message.groups().getFirst().joins())
                    .containsExactly(new SourceEntry(SSM.source(), false, false));
        });
    }

    @Test
    void aRouteThatAppearsMakesTheJoinGoOut() {
        running();
        lab.routes.remove("10.9.0.0/16");
        loop.drain();
        send(below, DOWN, ALL, join(SSM));
        assertThat(sent(above, "10.2.0.1")).isEmpty();

        lab.routes.via("10.9.0.0/16", 2, UP);
        loop.drain();
        assertThat(sent(above, "10.2.0.1")).singleElement().isInstanceOf(JoinPrune.class);
    }

    @Test
    @Tag("RFC7761-4.7.1")
    void aStaticRpIsAskedForGroupsAndAnotherOneAfterAChange() {
        running();
        lab.configure(Kind.RP, "io.mgmrouter.pim.rp~core", "address", "10.9.0.1");
        send(below, DOWN, ALL, joinGroup("239.1.1.1", "10.9.0.1"));

        assertThat(lab.sessions.get(Dialect.IPV4).declared(InterfaceId.of(1)))
                .containsExactly(new StarG(ip("239.1.1.1")));
        assertThat(sent(above, "10.2.0.1"))
                .singleElement()
                .isInstanceOfSatisfying(
                        JoinPrune.class,
                        message -> assertThat(message.groups().getFirst().joins())
                                .containsExactly(new SourceEntry(ip("10.9.0.1"), true, true)));
        lab.remove(Kind.RP, "io.mgmrouter.pim.rp~core");
        assertThat(lab.router(Family.IPV4).rendezvousPoints().of(ip("239.1.1.1")))
                .isEmpty();
    }

    @Test
    void aBoundaryKeepsGroupsOnTheirSide() {
        running();
        lab.configure(Kind.INTERFACE, "down", "interface", "down", "boundary", "232.1.0.0/16");

        send(below, DOWN, ALL, join(SSM));

        assertThat(lab.sessions.get(Dialect.IPV4).declared(InterfaceId.of(1))).isEmpty();
        assertThat(sent(above, "10.2.0.1")).isEmpty();
    }

    @Test
    @Tag("RFC7761-4.4.2")
    void aRegisterForNobodyIsAnsweredFromTheAddressItWentTo() {
        running();
        lab.configure(Kind.RP, "io.mgmrouter.pim.rp~me", "address", "10.1.0.1");
        Sg sg = new Sg(ip("10.9.0.9"), ip("239.1.1.1"));

        send(above, UP, ip("10.1.0.1"), Register.ofNothing(sg));

        assertThat(sent(above, "10.1.0.1")).containsExactly(new RegisterStop(IpPrefix.host(sg.group()), sg.source()));
    }

    @Test
    @Tag("RFC4610-3")
    void aRegisterGoesOnToTheRoutersThatShareTheRpsAddressAndTheirStopsAreIgnored() {
        running();
        lab.link(3, "lo", new MemoryWire(), "10.255.0.1/32", "10.255.0.11/32");
        lab.configure(
                Kind.RP,
                "io.mgmrouter.pim.rp~any",
                "address",
                "10.255.0.1",
                "anycast.peers",
                List.of("10.255.0.11", "10.9.0.12"));
        Register register = Register.ofNothing(new Sg(ip("10.9.0.9"), ip("239.1.1.1")));

        send(above, UP, ip("10.255.0.1"), register);
        assertThat(sent(above, "10.255.0.11")).singleElement().isInstanceOf(Register.class);
        send(above, "10.9.0.12", ip("10.255.0.1"), register);
        assertThat(sent(above, "10.255.0.11"))
                .as("one of the set's is not passed on")
                .isEmpty();
    }

    @Test
    @Tag("RFC5059-3.1.3")
    void whatABootstrapRouterSaysIsTakenFromTheNeighbourTowardItAndPassedOn() {
        running();
        PimLab bsr = bootstrapRouter();
        loop.advance(ofSeconds(140));

        assertThat(bsr.router(Family.IPV4).rendezvousPoints().of(ip("239.1.1.1")))
                .contains(ip("10.2.0.3"));
        assertThat(lab.router(Family.IPV4).rendezvousPoints().of(ip("239.1.1.1")))
                .contains(ip("10.2.0.3"));
        assertThat(sent(below, "10.1.0.1")).anyMatch(Bootstrap.class::isInstance);
    }

    @Test
    @Tag("RFC5059-3.5")
    void aNewNeighbourIsToldAtOnce() {
        running();
        bootstrapRouter();
        loop.advance(ofSeconds(140));
        sent(below, "10.1.0.1");

        send(below, "10.1.0.7", ALL, Lan.hello(105, 1, 77));

        assertThat(sent(below, "10.1.0.1")).anyMatch(Bootstrap.class::isInstance);
    }

    @Test
    @Tag("RFC5059-3.2")
    void aCandidateRpTellsTheBootstrapRouterAndWithdrawsWhenItIsNoMore() {
        running();
        bootstrapRouter();
        lab.configure(Kind.CANDIDATE_RP, "io.mgmrouter.pim.candidate-rp~x", "interface", "up", "interval", 5);
        loop.advance(ofSeconds(200));
        assertThat(sent(above, "10.2.0.1")).anyMatch(CandidateRpAdvertisement.class::isInstance);

        lab.remove(Kind.CANDIDATE_RP, "io.mgmrouter.pim.candidate-rp~x");
        assertThat(sent(above, "10.2.0.1"))
                .anySatisfy(message -> assertThat(message)
                        .isInstanceOfSatisfying(
                                CandidateRpAdvertisement.class,
                                last -> assertThat(last.holdtime()).isZero()));
    }

    @Test
    void tablesShowBothFamilies() throws CommandException {
        running();
        lab.configure(Kind.RP, "io.mgmrouter.pim.rp~core", "address", "10.9.0.1");
        send(below, DOWN, ALL, join(SSM));

        assertThat(column(lab.tables.neighbors(List.of()), "neighbor")).containsExactly(DOWN, UP);
        assertThat(column(lab.tables.neighbors(List.of("up")), "neighbor")).containsExactly(UP);
        assertThat(column(lab.tables.interfaces(List.of()), "state"))
                .containsExactly(
                        "running",
                        "running",
                        "waiting: the interface has no IPv6 link-local address",
                        "waiting: the interface has no IPv6 link-local address");
        assertThat(column(lab.tables.joins(List.of()), "source")).containsExactly("10.9.0.9");
        assertThat(column(lab.tables.upstream(List.of()), "neighbor")).containsExactly(UP);
        assertThat(column(lab.tables.asserts(List.of()), "source")).isEmpty();
        assertThat(column(lab.tables.registers(List.of()), "source")).isEmpty();
        assertThat(column(lab.tables.rp(List.of()), "rp")).containsExactly("10.9.0.1");
        assertThat(column(lab.tables.rp(List.of("239.1.1.1")), "rp")).containsExactly("10.9.0.1");
        assertThat(column(lab.tables.bsr(List.of()), "family")).containsExactly("IPV4", "IPV6");
        assertThat(column(lab.tables.counters(List.of()), "what")).contains("hello", "join-prune");
        assertThat(column(lab.tables.state(List.of("(10.9.0.9,232.1.1.1)")), "part"))
                .contains("upstream", "downstream");
        assertThat(column(lab.tables.state(List.of("(*,232.1.1.1)")), "part")).doesNotContain("downstream");
    }

    @Test
    void aCommandThatCannotBeDoneSaysWhy() {
        running();

        assertThatThrownBy(() -> lab.tables.neighbors(List.of("eth9")))
                .hasMessage("pim neighbors: PIM does not run on eth9, but on [down, up]");
        assertThatThrownBy(() -> lab.tables.state(List.of("10.1.1.1")))
                .hasMessageContaining("is not a multicast group");
        assertThatThrownBy(() -> lab.tables.state(List.of("(fe80::1,239.1.1.1)")))
                .hasMessageStartingWith("pim state: (fe80::1,239.1.1.1)");
        assertThatThrownBy(() -> lab.tables.joins(List.of("x"))).hasMessage("pim joins: takes no arguments, not [x]");
    }

    /** Both interfaces run and have a neighbour; sources are reached through the upper one. */
    private void running() {
        lab.routes.via("10.9.0.0/16", 2, UP);
        lab.interfaces("down", "up").attach();
        send(below, DOWN, ALL, Lan.hello(105, 1, 1));
        send(above, UP, ALL, Lan.hello(0xffff, 1, 2));
        loop.advance(ofSeconds(6));
        sent(above, "10.2.0.1");
        sent(below, "10.1.0.1");
    }

    /** Another router, 10.2.0.3 on the upper link, that wants to be BSR and RP. */
    private PimLab bootstrapRouter() {
        PimLab bsr = new PimLab(loop, 2).link(1, "eth0", above, "10.2.0.3/24");
        bsr.configure(Kind.BSR, "io.mgmrouter.pim.bsr", "candidate", true, "interface", "eth0", "interval", 10);
        bsr.configure(Kind.CANDIDATE_RP, "io.mgmrouter.pim.candidate-rp~x", "interface", "eth0");
        bsr.interfaces("eth0").attach();
        return bsr;
    }

    private void send(MemoryWire wire, String from, IpAddress to, PimMessage message) {
        IpAddress source = ip(from);
        wire.send(new MemoryWire.Frame(source, to, 1, false, PimCodec.encode(message, source, to)));
        loop.drain();
    }

    private static List<PimMessage> sent(MemoryWire wire, String from) {
        List<PimMessage> sent = wire.log().stream()
                .filter(frame -> frame.source().equals(ip(from)))
                .map(PimRouterTest::decoded)
                .toList();
        wire.clearLog();
        return sent;
    }

    private static PimMessage decoded(MemoryWire.Frame frame) {
        try {
            return PimCodec.decode(frame.payload(), frame.source(), frame.destination());
        } catch (MalformedPacketException e) {
            throw new AssertionError(e.reason(), e);
        }
    }

    private static JoinPrune join(Sg sg) {
        GroupEntry entry = new GroupEntry(
                IpPrefix.host(sg.group()), List.of(new SourceEntry(sg.source(), false, false)), List.of());
        return new JoinPrune(ip("10.1.0.1"), 210, List.of(entry));
    }

    private static JoinPrune joinGroup(String group, String rp) {
        GroupEntry entry =
                new GroupEntry(IpPrefix.host(ip(group)), List.of(new SourceEntry(ip(rp), true, true)), List.of());
        return new JoinPrune(ip("10.1.0.1"), 210, List.of(entry));
    }

    private static List<Object> column(Report report, String name) {
        int index = report.columns().indexOf(name);
        return report.rows().stream().map(row -> row.get(index)).toList();
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }
}
