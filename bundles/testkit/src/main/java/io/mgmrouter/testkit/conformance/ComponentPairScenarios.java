package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.testkit.protocols.Component;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each protocol beside each other, two and three of them: data crosses, and exactly those hear who have to. */
abstract class ComponentPairScenarios extends Scenario {

    private static final Sg FLOW = from(ETH0);
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Map<Kind, Integer> instances = new EnumMap<>(Kind.class);
    private final Set<String> interested = new TreeSet<>();

    ComponentPairScenarios(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Kind.values())
                .flatMap(receivers -> Stream.of(Kind.values()).map(source -> Arguments.of(receivers, source)))
                .filter(ComponentPairScenarios::atMostOneIgmp);
    }

    static Stream<Arguments> triples() {
        return pairs().flatMap(pair ->
                        Stream.of(Kind.values()).map(third -> Arguments.of(pair.get()[0], pair.get()[1], third)))
                .filter(ComponentPairScenarios::atMostOneIgmp);
    }

    private static boolean atMostOneIgmp(Arguments kinds) {
        return Stream.of(kinds.get()).filter(Kind.IGMP::equals).count() < 2;
    }

    private Component start(Kind kind, InterfaceId on) {
        String name = NAMES.get(kinds.size());
        kinds.put(name, kind);
        if (kind.wildcardReceiver()) {
            interested.add(name);
        }
        return component(kind, name, instances.merge(kind, 1, Integer::sum), on);
    }

    @ParameterizedTest(name = "receivers behind {0}, source behind {1}")
    @MethodSource("pairs")
    @Tag("RFC2715-rule-4")
    @Tag("RFC2715-rule-5")
    @Tag("MGM-003")
    @Tag("MGM-068")
    @Tag("MGM-069")
    @Tag("MGM-088")
    @DisplayName(
            "Rules 4 and 5: the source's domain delivers while the other one has receivers, and not before or after")
    void pair(Kind receivers, Kind source) {
        Component a = start(receivers, ETH1);
        Component b = start(source, ETH0);
        router.packet(FLOW);
        assertThat(router.happened()).contains("b: PRUNE " + FLOW + " if=10 FORWARDING_ENTRY");
        begin();

        a.receiversCame(ETH1, G);
        router.packet(FLOW);

        assertThat(copies()).containsExactly(ETH1);
        assertThat(router.happened()).contains("b: JOIN " + FLOW + " FORWARDING_ENTRY");
        assertThat(sent(b)).contains(requestOf(source));

        a.receiversWent(ETH1, G);
        router.packet(FLOW);

        assertThat(copies()).isEmpty();
        assertThat(router.happened()).contains("b: PRUNE " + FLOW + " if=10 FORWARDING_ENTRY");
        assertThat(sent(b)).contains(endOf(source));
    }

    private static String requestOf(Kind kind) {
        return switch (kind) {
            case DVMRP, PIM_DM -> "graft " + FLOW;
            case PIM_SM -> "join " + FLOW;
            case IGMP -> "report " + G.group() + " if=10";
        };
    }

    private static String endOf(Kind kind) {
        return kind == Kind.IGMP ? "leave " + G.group() + " if=10" : "prune " + FLOW;
    }

    @ParameterizedTest(name = "{0}, {1} with the source, {2}")
    @MethodSource("triples")
    @Tag("RFC2715-section-3.1.1")
    @Tag("RFC2715-section-2.2")
    @Tag("MGM-051")
    @Tag("MGM-053")
    @Tag("MGM-054")
    @Tag("MGM-055")
    @Tag("MGM-056")
    @Tag("MGM-057")
    @Tag("MGM-067")
    @Tag("MGM-070")
    @DisplayName(
            "Section 3.1.1: first, second and third component join and leave; wildcard receivers count in each group")
    void triple(Kind first, Kind source, Kind third) {
        Component a = start(first, ETH1);
        Component b = start(source, ETH0);
        Component c = start(third, ETH2);
        router.packet(FLOW);
        begin();

        comes(a, "a", ETH1, "b: JOIN " + FLOW + " FORWARDING_ENTRY");
        comes(c, "c", ETH2);
        comes(b, "b", ETH0);
        assertThat(router.table()).containsExactly(FLOW + " 10->[11, 12]");

        goes(a, "a", ETH1);
        goes(b, "b", ETH0);
        goes(c, "c", ETH2, "b: PRUNE " + FLOW + " if=10 FORWARDING_ENTRY");
        assertThat(router.table()).containsExactly(FLOW + " 10->[]");
    }

    private void comes(Component component, String name, InterfaceId on, String... entryAlerts) {
        component.receiversCame(on, G);

        assertThat(router.happened())
                .containsExactlyInAnyOrderElementsOf(expected(name, "JOIN " + G + " MEMBERSHIP", entryAlerts));
        interested.add(name);
    }

    private void goes(Component component, String name, InterfaceId on, String... entryAlerts) {
        component.receiversWent(on, G);

        assertThat(router.happened())
                .containsExactlyInAnyOrderElementsOf(
                        expected(name, "PRUNE " + G + " if=" + on + " MEMBERSHIP", entryAlerts));
        if (!kinds.get(name).wildcardReceiver()) {
            interested.remove(name);
        }
    }

    /** The rule of section 3.1.1: N between 0 and 1 concerns all others, between 1 and 2 the one that is there. */
    private List<String> expected(String by, String alert, String... entryAlerts) {
        Set<String> others = new TreeSet<>(interested);
        others.remove(by);
        List<String> expected = new ArrayList<>(List.of(entryAlerts));
        if (!kinds.get(by).wildcardReceiver() && others.size() < 2) {
            Set<String> told = others.isEmpty() ? kinds.keySet() : others;
            told.stream().filter(name -> !name.equals(by)).forEach(name -> expected.add(name + ": " + alert));
        }
        return expected;
    }
}
