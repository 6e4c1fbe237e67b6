package io.mgmrouter.mgm.win32.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.win32.SOURCE_GROUP_ENTRY;
import io.mgmrouter.mgm.win32.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Windows view: a walk over many pages")
class TableWalkTest {

    private static final List<Sg> FLOWS =
            List.of(flow("239.1.1.1"), flow("239.1.1.2"), flow("239.1.1.3"), flow("239.1.1.4"), flow("239.1.1.5"));

    private final List<Optional<Sg>> asked = new ArrayList<>();
    private final TableWalk<Sg> walk = new TableWalk<>(this::page, sg -> sg, Records::sourceGroupEntry);

    @Test
    @Tag("MGM-094")
    void eachPageIsAskedForBehindTheLastRecordAndOnlyWhenItIsNeeded() {
        Lookahead records = walk.from(Optional.empty());
        assertThat(asked).containsExactly(Optional.empty());

        List<Structure> seen = new ArrayList<>();
        for (Optional<Structure> next = records.peek(); next.isPresent(); next = records.peek()) {
            seen.add(next.get());
            records.take();
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        FLOWS.stream().map(Records::sourceGroupEntry).toList());
        assertThat(asked).containsExactly(Optional.empty(), Optional.of(FLOWS.get(1)), Optional.of(FLOWS.get(3)));
    }

    @Test
    void lookingTwiceTakesNothing() {
        Lookahead records = walk.from(Optional.of(FLOWS.get(3)));
        SOURCE_GROUP_ENTRY last = Records.sourceGroupEntry(FLOWS.get(4));

        assertThat(records.peek()).contains(last);
        assertThat(records.peek()).contains(last);
        records.take();
        assertThat(records.peek()).isEmpty();
    }

    private Page<Sg> page(Optional<Sg> after) {
        asked.add(after);
        int from = after.map(FLOWS::indexOf).orElse(-1) + 1;
        int to = Math.min(from + 2, FLOWS.size());
        return new Page<>(FLOWS.subList(from, to), to < FLOWS.size());
    }

    private static Sg flow(String group) {
        return new Sg(IpAddress.parse("10.0.0.9"), IpAddress.parse(group));
    }
}
