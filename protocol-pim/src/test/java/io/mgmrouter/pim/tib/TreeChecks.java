package io.mgmrouter.pim.tib;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is true of a {@link CaseRouter} whenever everybody has done what there is to do. */
final class TreeChecks {

    /** The manager asks nobody about a source that no route leads to. */
    private static final String NO_ROUTE = "-";

    private static final Pattern ENTRY = Pattern.compile("(\\S+) (\\S+)->\\[(.*)]");

    private final CaseRouter router;
    private final Tib tib;

    TreeChecks(CaseRouter router) {
        this.router = router;
        this.tib = router.tib();
    }

    void check() {
        tib.groups().forEach(this::isSettled);
        router.entries().forEach(this::isAsTheTreesSay);
    }

    void nothingIsLeft() {
        assertThat(tib.groups()).as("trees that are left").isEmpty();
        assertThat(tib.sourceCount()).as("sources that are left").isZero();
        assertThat(router.entries()).as("entries that are left").isEmpty();
    }

    private void isSettled(GroupTree group) {
        assertThat(group.isEmpty()).as("%s is of no use", group).isFalse();
        assertThat(group.isJoined()).as("%s joined", group).isEqualTo(group.joinDesired());
        for (GroupOif oif : group.oifs) {
            assertThat(oif.declared).as("%s on %s", group, oif.link).isEqualTo(group.immediate(oif));
        }
        for (SourceTree source : group.sources.values()) {
            assertThat(source.isEmpty()).as("%s is of no use", source).isFalse();
            assertThat(source.isJoined()).as("%s joined", source).isEqualTo(source.joinDesired());
            for (SourceOif oif : source.oifs) {
                assertThat(oif.declared).as("%s on %s", source, oif.link).isEqualTo(source.immediate(oif));
            }
        }
    }

    /** An entry sends to the inherited_olist(S,G), and never back to where its packets come from. */
    private void isAsTheTreesSay(String line) {
        Matcher entry = ENTRY.matcher(line);
        assertThat(entry.matches()).as(line).isTrue();
        Element element = Element.of(entry.group(1), group -> group);
        if (!(element.pair() instanceof Sg sg) || entry.group(2).equals(NO_ROUTE)) {
            return;
        }
        Set<String> expected = outgoing(sg);
        expected.remove(entry.group(2));
        assertThat(indexes(entry.group(3)))
                .as("outgoing interfaces of %s", line)
                .isEqualTo(expected);
        expectedFrom(sg)
                .ifPresent(iif -> assertThat(entry.group(2))
                        .as("incoming interface of %s", line)
                        .isEqualTo(iif));
    }

    private Set<String> outgoing(Sg sg) {
        Optional<SourceTree> source = tib.source(sg);
        Optional<GroupTree> group = tib.group(sg.group());
        Set<String> expected = tib.links().stream()
                .filter(link -> source.map(tree -> tree.inherits(link))
                        .orElseGet(() -> group.flatMap(tree -> tree.oif(link).filter(tree::immediate))
                                .isPresent()))
                .map(link -> link.id().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        source.filter(SourceTree::registers)
                .flatMap(_ -> tib.firstHop().tunnelId())
                .ifPresent(tunnel -> expected.add(tunnel.toString()));
        return expected;
    }

    /** Where packets are expected, if anybody wants them. */
    private Optional<String> expectedFrom(Sg sg) {
        return tib.source(sg)
                .filter(source -> !source.inheritedIsEmpty())
                .flatMap(source -> tib.updates().programming().expected(source))
                .map(SourceTree.Incoming::interfaceId)
                .map(InterfaceId::toString);
    }

    private static Set<String> indexes(String text) {
        return Arrays.stream(text.split(", "))
                .filter(index -> !index.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
