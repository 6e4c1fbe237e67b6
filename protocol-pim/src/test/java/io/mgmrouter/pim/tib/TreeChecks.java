package io.mgmrouter.pim.tib;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.pim.fsm.UpstreamRptState;
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
        if (!router.hasHeardAsserts()) {
            tib.links().forEach(this::isAskedForNothingElse);
        }
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
            isAskedFor(source);
            isPrunedAsWanted(source);
        }
        isAskedFor(group);
    }

    /** Whoever is joined no more has been told; but after an Assert the former neighbour is left to forget it. */
    private void isAskedForNothingElse(TibLink link) {
        UpstreamView view = ((CaseInterface) link.port).upstream;
        for (IpAddress neighbor : view.neighbors()) {
            view.of(neighbor).stream()
                    .filter(element -> !element.endsWith(",rpt)"))
                    .forEach(element -> assertThat(tib.tree(
                                            Element.of(element, group -> group).pair())
                                    .filter(tree -> tree.isJoined()
                                            && tree.joinedTo
                                                    .filter(new UpstreamNeighbor(link, neighbor)::equals)
                                                    .isPresent()))
                            .as("%s is asked of %s for nobody", element, neighbor)
                            .isPresent());
        }
    }

    private void isAskedFor(Tree tree) {
        if (tree.isJoined() && tree.joinedTo.equals(tree.rpfNeighbor())) {
            tree.joinedTo.ifPresent(to -> assertThat(asked(to))
                    .as("joined at %s", to)
                    .contains(tree.what().toString()));
        }
    }

    /** Prunes(S,G,rpt) go with the Join(*,G); where an Assert has named another neighbour for either, they go later. */
    private void isPrunedAsWanted(SourceTree source) {
        if (router.hasHeardAsserts()) {
            return;
        }
        source.group
                .joinedTo
                .filter(to -> source.group.isJoined()
                        && source.rpfNeighborRpt().filter(to::equals).isPresent())
                .ifPresent(to -> {
                    String pruned = "(" + source.sg.source() + "," + source.sg.group() + ",rpt)";
                    assertThat(asked(to).contains(pruned))
                            .as("%s pruned at %s, state %s", pruned, to, source.upstreamRpt)
                            .isEqualTo(source.upstreamRpt instanceof UpstreamRptState.Pruned);
                });
    }

    private static Set<String> asked(UpstreamNeighbor neighbor) {
        return ((CaseInterface) neighbor.link().port).upstream.of(neighbor.address());
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
