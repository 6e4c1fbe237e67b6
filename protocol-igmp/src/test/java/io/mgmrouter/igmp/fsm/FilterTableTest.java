package io.mgmrouter.igmp.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.fsm.FilterEvent.Allow;
import io.mgmrouter.igmp.fsm.FilterEvent.Block;
import io.mgmrouter.igmp.fsm.FilterEvent.IsEx;
import io.mgmrouter.igmp.fsm.FilterEvent.IsIn;
import io.mgmrouter.igmp.fsm.FilterEvent.ToEx;
import io.mgmrouter.igmp.fsm.FilterEvent.ToIn;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.FilterState.Include;
import io.mgmrouter.igmp.fsm.FilterTable.Query;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sources are the letters of a word: "abc" are three. OLD is the timer they had, GMI the new one. */
@DisplayName("Router actions on records, RFC 3376 sections 6.4.1 and 6.4.2, row by row")
class FilterTableTest {

    private static final Tick OLD = new Tick(10);
    private static final Tick GROUP_TIMER = new Tick(20);
    private static final Tick GMI = new Tick(100);

    @Test
    @Tag("RFC3376-6.4.1")
    @Tag("RFC3810-7.4.1")
    void includeIsIn() {
        step(include("ab"), new IsIn(set("bc")))
                .becomes(new Include(timers("a", OLD, "bc", GMI)))
                .asks();
    }

    @Test
    @Tag("RFC3376-6.4.1")
    @Tag("RFC3810-7.4.1")
    void includeIsEx() {
        step(include("ab"), new IsEx(set("bc")))
                .becomes(new Exclude(timers("b", OLD), set("c"), GMI))
                .asks();
    }

    @Test
    @Tag("RFC3376-6.4.1")
    @Tag("RFC3810-7.4.1")
    void excludeIsIn() {
        step(exclude("ab", "cd"), new IsIn(set("bcx")))
                .becomes(new Exclude(timers("a", OLD, "bcx", GMI), set("d"), GROUP_TIMER))
                .asks();
    }

    @Test
    @Tag("RFC3376-6.4.1")
    @Tag("RFC3810-7.4.1")
    void excludeIsEx() {
        step(exclude("ab", "cd"), new IsEx(set("bcx")))
                .becomes(new Exclude(timers("b", OLD, "x", GMI), set("c"), GMI))
                .asks();
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void includeAllow() {
        step(include("ab"), new Allow(set("bc")))
                .becomes(new Include(timers("a", OLD, "bc", GMI)))
                .asks();
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void includeBlock() {
        step(include("ab"), new Block(set("bc"))).becomes(include("ab")).asks(sources("b"));
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void includeToEx() {
        step(include("ab"), new ToEx(set("bc")))
                .becomes(new Exclude(timers("b", OLD), set("c"), GMI))
                .asks(sources("b"));
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void includeToIn() {
        step(include("ab"), new ToIn(set("bc")))
                .becomes(new Include(timers("a", OLD, "bc", GMI)))
                .asks(sources("a"));
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void excludeAllow() {
        step(exclude("ab", "cd"), new Allow(set("bcx")))
                .becomes(new Exclude(timers("a", OLD, "bcx", GMI), set("d"), GROUP_TIMER))
                .asks();
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void excludeBlock() {
        step(exclude("ab", "cd"), new Block(set("bcx")))
                .becomes(new Exclude(timers("ab", OLD, "x", GROUP_TIMER), set("cd"), GROUP_TIMER))
                .asks(sources("bx"));
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void excludeToEx() {
        step(exclude("ab", "cd"), new ToEx(set("bcx")))
                .becomes(new Exclude(timers("b", OLD, "x", GROUP_TIMER), set("c"), GMI))
                .asks(sources("bx"));
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void excludeToIn() {
        step(exclude("ab", "cd"), new ToIn(set("bcx")))
                .becomes(new Exclude(timers("a", OLD, "bcx", GMI), set("d"), GROUP_TIMER))
                .asks(sources("a"), new Query.OfGroup());
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void questionsAboutNoSourceAreNotAsked() {
        step(include("ab"), new Block(set("x"))).becomes(include("ab")).asks();
        step(include("ab"), new ToIn(set("ab")))
                .becomes(new Include(timers("ab", GMI)))
                .asks();
        step(exclude("", "cd"), new ToEx(set("cd")))
                .becomes(new Exclude(Map.of(), set("cd"), GMI))
                .asks();
        step(exclude("", ""), new ToIn(set(""))).becomes(exclude("", "")).asks(new Query.OfGroup());
    }

    @Test
    @Tag("RFC3376-6.4.2")
    @Tag("RFC3810-7.4.2")
    void aFirstReportStartsTheState() {
        step(FilterState.NONE, new ToEx(set("")))
                .becomes(new Exclude(Map.of(), Set.of(), GMI))
                .asks();
        step(FilterState.NONE, new Allow(set("a")))
                .becomes(new Include(timers("a", GMI)))
                .asks();
        step(FilterState.NONE, new ToIn(set(""))).becomes(FilterState.NONE).asks();
        step(FilterState.NONE, new Block(set("a"))).becomes(FilterState.NONE).asks();
    }

    @Test
    @Tag("RFC3376-6.2.3")
    @Tag("RFC3810-7.2.3")
    void sourcesWhoseTimerRunsOutAreForgottenInIncludeAndExcludedInExclude() {
        assertThat(new Include(timers("a", OLD, "b", GMI)).expire(OLD)).isEqualTo(new Include(timers("b", GMI)));
        assertThat(new Exclude(timers("a", OLD, "b", GMI), set("c"), GMI).expire(OLD))
                .isEqualTo(new Exclude(timers("b", GMI), set("ac"), GMI));
    }

    @Test
    @Tag("RFC3376-6.2.2")
    @Tag("RFC3376-6.5")
    @Tag("RFC3810-7.2.2")
    @Tag("RFC3810-7.5")
    void aGroupTimerThatRunsOutLeavesTheRequestedSourcesOrNothing() {
        assertThat(new Exclude(timers("b", GMI), set("c"), GROUP_TIMER).expire(GROUP_TIMER))
                .isEqualTo(new Include(timers("b", GMI)));
        assertThat(exclude("", "c").expire(GROUP_TIMER)).isEqualTo(FilterState.NONE);
    }

    private static Outcome step(FilterState state, FilterEvent event) {
        return new Outcome(FilterTable.step(state, event, GMI));
    }

    private record Outcome(FilterTable.Step step) {

        Outcome becomes(FilterState expected) {
            assertThat(step.next()).isEqualTo(expected);
            return this;
        }

        void asks(Query... expected) {
            assertThat(step.queries()).isEqualTo(List.of(expected));
        }
    }

    private static Query sources(String names) {
        return new Query.OfSources(set(names));
    }

    private static FilterState include(String a) {
        return new Include(timers(a, OLD));
    }

    private static FilterState exclude(String x, String y) {
        return new Exclude(timers(x, OLD), set(y), GROUP_TIMER);
    }

    private static Map<IpAddress, Tick> timers(String names, Tick timer) {
        return set(names).stream().collect(Collectors.toMap(source -> source, _ -> timer));
    }

    private static Map<IpAddress, Tick> timers(String names, Tick timer, String others, Tick otherTimer) {
        Map<IpAddress, Tick> timers = timers(names, timer);
        timers.putAll(timers(others, otherTimer));
        return timers;
    }

    private static Set<IpAddress> set(String names) {
        return Arrays.stream(names.split(""))
                .filter(name -> !name.isEmpty())
                .map(name -> IpAddress.parse("10.0.0." + (int) name.charAt(0)))
                .collect(Collectors.toSet());
    }
}
