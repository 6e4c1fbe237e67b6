package io.mgmrouter.control.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.Report;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.Decision.Kind;
import io.mgmrouter.mgm.Decision.Why;
import io.mgmrouter.mgm.Explanation;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.route.Route;
import io.mgmrouter.testkit.FakeLinkService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainTest {

    private static final ComponentId IGMP = new ComponentId(2, 0);
    private static final InterfaceId ETH1 = InterfaceId.of(1);
    private static final InterfaceId ETH2 = InterfaceId.of(2);
    private static final Sg FLOW = new Sg(IpAddress.parse("10.1.0.2"), IpAddress.parse("239.1.1.1"));

    private final RouterView router = new RouterView();
    private final FakeManager manager = new FakeManager();
    private final Explain command =
            new Explain(router, InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678901Z")));

    @BeforeEach
    void aRouterWithTwoInterfacesAndOneClient() {
        router.managerSlot().set(manager);
        router.linksSlot()
                .set(new FakeLinkService().with(1, "eth1", "10.1.0.1/24").with(2, "eth2.100", "10.2.0.1/24"));
        manager.clients.add(igmp(0));
    }

    @Test
    void anAlertSaysThatTheRouteWasItsCause() throws CommandException {
        explained(
                ended(Kind.PRUNE_ALERT, Why.ROUTE_CHANGED),
                ended(Kind.JOIN_ALERT, Why.ROUTE_CHANGED),
                decision(Kind.PRUNE_ALERT, 1, Optional.empty()),
                decision(Kind.JOIN_ALERT, 1, Optional.empty()));

        assertThat(command.run(List.of("10.1.0.2,239.1.1.1")).rows().stream().map(List::getLast))
                .startsWith(
                        "igmp told that the source is reached through another client's interface now",
                        "igmp told of receivers behind others: the source is reached through its interface now",
                        "igmp told that the receivers behind others are gone",
                        "igmp told of receivers behind others");
    }

    @Test
    void aFlowWithoutEntryAndAGroupAreForwardedByTheEntryForAllSources() throws CommandException {
        manager.wildcards.add(
                new Wildcard.Installed(new StarG(FLOW.group()), Set.of(ETH1), Set.of(ETH2, InterfaceId.of(7))));
        String sentence = "new sources are forwarded by the entry (*,239.1.1.1), from eth1 out of eth2.100, 7";

        assertThat(decisions("10.1.0.2,239.1.1.1"))
                .containsExactly(
                        "there is no entry of its own; it is made when a packet arrives that no entry forwards",
                        sentence);
        assertThat(decisions("239.1.1.1")).containsExactly(sentence);
        assertThat(decisions("239.1.1.2"))
                .containsExactly("each source has an entry of its own: there are receivers of single sources");
    }

    @ParameterizedTest
    @EnumSource(Wildcard.Obstacle.class)
    void whyThereIsNoEntryForAllSourcesIsASentence(Wildcard.Obstacle obstacle) {
        assertThat(WildcardSentences.of(new Wildcard.Absent(new StarG(FLOW.group()), obstacle), router))
                .matches("each source has an entry of its own: [a-z].+[a-z]");
    }

    @Test
    void eachDecisionIsASentenceWithItsTime() throws CommandException {
        Route route = new Route(IpPrefix.parse("10.1.0.0/24"), 1, Optional.empty(), 0, 0, "kernel");
        explained(
                decision(Kind.ROUTE_FOUND, 1_500, Optional.of(new Decision.Via(route))),
                ended(Kind.NO_RECEIVERS, Why.HOLD_OVER));

        Report report = command.run(List.of("10.1.0.2,239.1.1.1"));

        assertThat(report.columns())
                .containsExactly("time", "age", "about", "event", "client", "interface", "interfaces", "decision");
        assertThat(report.rows())
                .startsWith(
                        List.of(
                                "2026-01-02T03:04:04.178Z",
                                1.5,
                                "(10.1.0.2,239.1.1.1)",
                                "route-found",
                                "igmp",
                                "eth1",
                                List.of("eth2.100"),
                                "the source is reached through eth1 (10.1.0.0/24 kernel)"),
                        List.of(
                                "2026-01-02T03:04:04.678Z",
                                1.0,
                                "(*,239.1.1.1)",
                                "no-receivers",
                                "igmp",
                                "eth2.100",
                                List.of(),
                                "no receivers left: igmp was the last, behind eth2.100, the hold time is over"))
                .hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindHasASentence(Kind kind) throws CommandException {
        explained(decision(kind, 0, Optional.empty()));

        assertThat(decisions("eth1").getFirst()).isNotBlank().doesNotContain("null", "Optional", "[");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        10.1.0.2,239.1.1.1   | (10.1.0.2,239.1.1.1)
        (10.1.0.2,239.1.1.1) | (10.1.0.2,239.1.1.1)
        10.1.0.2 239.1.1.1   | (10.1.0.2,239.1.1.1)
        239.1.1.1 10.1.0.2   | (10.1.0.2,239.1.1.1)
        239.1.1.1            | (*,239.1.1.1)
        *,239.1.1.1          | (*,239.1.1.1)
        239.1.1.1 *          | (*,239.1.1.1)
        2001:db8::1,ff3e::8  | (2001:db8::1,ff3e::8)
        eth2.100             | 2
        2                    | 2
        7                    | 7
        """)
    void aFlowAGroupOrAnInterfaceCanBeAskedFor(String words, String expected) throws CommandException {
        command.run(Arrays.asList(words.split(" ")));

        assertThat(manager.asked).hasSize(1).first().hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        eth2                | there is no interface eth2; similar: eth1; explain takes
        etg1                | there is no interface etg1; similar: eth1; explain takes
        loopback            | there is no interface loopback; explain takes
        10.1.0.2            | 10.1.0.2 is no group; a source needs its group: explain 10.1.0.2,GROUP shows a flow
        239.1.1.300         | 239.1.1.300
        10.1.0.2,10.1.0.3   | 10.1.0.3 is not a group
        239.1.1.1,239.1.1.2 | source 239.1.1.1 of group 239.1.1.2 is not a unicast address
        * *                 | *
        a b c               | explain takes SOURCE,GROUP or GROUP or INTERFACE, not "a b c"
        --all               | explain has no option --all
        """)
    void whatIsNotUnderstoodIsExplained(String words, String message) {
        assertThatThrownBy(() -> command.run(Arrays.asList(words.split(" "))))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theLastRowsSayWhatIsSoNow() throws CommandException {
        manager.entries.add(entry(Optional.of(IGMP), ETH2));
        assertThat(decisions("10.1.0.2,239.1.1.1"))
                .containsExactly("forwarded from eth1 out of eth2.100, for another 840 s");

        manager.entries.set(0, entry(Optional.of(IGMP)));
        assertThat(decisions("10.1.0.2,239.1.1.1").getLast()).startsWith("accepted from eth1 and forwarded nowhere");

        manager.entries.set(0, entry(Optional.empty()));
        manager.clients.set(0, igmp(2));
        assertThat(decisions("10.1.0.2,239.1.1.1"))
                .containsExactly(
                        "not forwarded, for another 840 s: nobody answers for the way to the source",
                        "igmp: not asked, because an earlier answer is overdue");
    }

    @Test
    void whatIsForgottenIsSaid() throws CommandException {
        manager.explanation = new Explanation(List.of(), Optional.of(Duration.ofSeconds(5)));

        assertThat(decisions("eth1")).hasSize(2).first().asString().startsWith("older events are forgotten");
        assertThat(decisions("eth1")).last().isEqualTo("nothing is remembered");
    }

    private List<String> decisions(String words) throws CommandException {
        return command.run(List.of(words)).rows().stream()
                .map(row -> row.getLast().toString())
                .toList();
    }

    private void explained(Decision... decisions) {
        manager.explanation = new Explanation(List.of(decisions), Optional.empty());
    }

    private static Decision decision(Kind kind, int millisAgo, Optional<Decision.Detail> detail) {
        return new Decision(
                Duration.ofMillis(millisAgo),
                kind,
                Optional.of(FLOW),
                Optional.of(IGMP),
                Optional.of(ETH1),
                List.of(ETH2),
                Optional.empty(),
                detail);
    }

    private static Decision ended(Kind kind, Why why) {
        return new Decision(
                Duration.ofSeconds(1),
                kind,
                Optional.of(new StarG(FLOW.group())),
                Optional.of(IGMP),
                Optional.of(ETH2),
                List.of(),
                Optional.of(why),
                Optional.empty());
    }

    private static ForwardingEntry entry(Optional<ComponentId> iifOwner, InterfaceId... oifs) {
        return new ForwardingEntry(
                FLOW,
                ForwardingEntry.State.INSTALLED,
                Optional.of(ETH1),
                iifOwner,
                Optional.empty(),
                Optional.empty(),
                Arrays.stream(oifs)
                        .map(oif -> new ForwardingEntry.OutgoingInterface(oif, IGMP))
                        .toList(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(900));
    }

    private static ClientStatus igmp(int overdue) {
        return new ClientStatus(
                IGMP,
                "igmp",
                Role.LOCAL_MEMBERSHIP,
                Set.of(Family.IPV4),
                Optional.empty(),
                2,
                1,
                7,
                0,
                0,
                overdue,
                0,
                0);
    }
}
