package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.ip;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.Report;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.Ipv4Address;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The commands about hosts and history")
class HostTablesTest {

    private static final Ipv4Address GROUP = ip("239.1.1.1");

    private final RouterLab lab = RouterLab.running();
    private final HostTables tables =
            new HostTables(lab.dialect, lab.loop, lab.router, () -> Instant.parse("2026-01-01T00:10:00Z"));

    @Test
    void hostsShowWhoWantsWhat() throws CommandException {
        lab.hears(ip("10.0.0.21"), new OlderReport(2, GROUP));
        lab.hears(RecordType.ALLOW_NEW_SOURCES, ip("232.1.1.1"), ip("10.9.0.2"), ip("10.9.0.1"));
        lab.advance(ofSeconds(60));

        assertThat(tables.hosts(List.of()).rows())
                .containsExactly(
                        List.of("eth0", "10.0.0.20", "232.1.1.1", "include", List.of("10.9.0.1", "10.9.0.2"), 3, 60L),
                        List.of("eth0", "10.0.0.21", "239.1.1.1", "exclude", List.of(), 2, 60L));
        assertThat(tables.hosts(List.of("10.0.0.21", "eth0", "239.1.1.1")).rows())
                .hasSize(1);
        assertThat(tables.hosts(List.of("10.0.0.22")).rows()).isEmpty();
    }

    @Test
    void aGroupThatVanishedAfterFourMinutesSaysThatNobodyAskedForIt() throws CommandException {
        lab.configure(RouterLab.ID, "eth0", "passive", true);
        lab.hears(ip("10.0.0.2"), MembershipQuery.older(2, ofSeconds(10), Ipv4Address.UNSPECIFIED));
        lab.hears(new OlderReport(2, GROUP));
        lab.advance(ofSeconds(300));

        assertThat(sentences("239.1.1.1"))
                .containsExactly(
                        "joined: 10.0.0.20 wants the group",
                        "expired: nobody has reported the group for 260 s, the last was 10.0.0.20; it was last asked"
                                + " for 260 s ago");
    }

    @Test
    void aHostThatIsAskedAndDoesNotAnswerShowsAsSuch() throws CommandException {
        lab.hears(new OlderReport(2, GROUP));
        lab.advance(ofSeconds(260));

        assertThat(sentences("239.1.1.1").getLast())
                .isEqualTo("expired: nobody has reported the group for 260 s, the last was 10.0.0.20; it was last asked"
                        + " for 104 s ago");
    }

    @Test
    void aLeaveShowsWhoLeftAndWhatWasAsked() throws CommandException {
        lab.hears(new OlderReport(2, GROUP));
        lab.advance(ofSeconds(5));
        lab.hears(new LeaveGroup(GROUP));
        lab.advance(ofSeconds(2));

        assertThat(sentences("239.1.1.1"))
                .containsExactly(
                        "joined: 10.0.0.20 wants the group",
                        "leave-heard: 10.0.0.20 leaves; are there others?",
                        "group-query-sent: all were asked who wants the group",
                        "left: nobody wants the group any more: 10.0.0.20 left, and nobody has reported it for 7 s");
    }

    @Test
    void sourcesHaveTheirHistoryToo() throws CommandException {
        lab.hears(RecordType.ALLOW_NEW_SOURCES, ip("232.1.1.1"), ip("10.9.0.1"));
        lab.advance(ofSeconds(261));

        assertThat(sentences("232.1.1.1").getFirst()).isEqualTo("source-joined: 10.0.0.20 wants source 10.9.0.1");
        assertThat(sentences("232.1.1.1").getLast()).startsWith("expired: nobody has reported source 10.9.0.1 for 260");
    }

    @Test
    void repeatedReportsLeaveNoTrace() throws CommandException {
        for (int i = 0; i < 100; i++) {
            lab.hears(new OlderReport(2, GROUP));
            lab.hears(RecordType.MODE_IS_INCLUDE, ip("232.1.1.1"), ip("10.9.0.1"));
        }

        assertThat(tables.history(List.of("10.0.0.20")).rows()).hasSize(2);
    }

    @Test
    void historyOutlivesAnInterfaceThatGoesDown() throws CommandException {
        lab.hears(new OlderReport(2, GROUP));
        lab.links.change(RouterLab.link(1, "eth0", false, "10.0.0.5"));
        lab.loop.drain();

        Report report = tables.history(List.of("eth0"));

        assertThat(report.rows()).extracting(row -> row.get(6)).endsWith("joined", "stopped");
    }

    @Test
    void anEventHasItsTime() throws CommandException {
        lab.hears(new OlderReport(2, GROUP));
        lab.advance(ofSeconds(60));

        assertThat(tables.history(List.of("239.1.1.1")).rows())
                .containsExactly(List.of(
                        "2026-01-01T00:09:00Z",
                        60.0,
                        "eth0",
                        "239.1.1.1",
                        "",
                        "10.0.0.20",
                        "joined",
                        1,
                        "",
                        "",
                        "10.0.0.20 wants the group"));
    }

    @Test
    void theQuerierIsPartOfTheHistory() throws CommandException {
        lab.hears(ip("10.0.0.2"), MembershipQuery.older(2, ofSeconds(10), Ipv4Address.UNSPECIFIED));

        assertThat(tables.history(List.of("10.0.0.2")).rows())
                .extracting(row -> row.get(10))
                .containsExactly("the router 10.0.0.2 asked", "the querier is 10.0.0.2");
    }

    @Test
    void wrongArgumentsAreAnsweredWithASentence() {
        assertThatThrownBy(() -> tables.history(List.of("eth9")))
                .hasMessage("igmp history: eth9 is not configured; these are: [eth0]");
        assertThatThrownBy(() -> tables.hosts(List.of("eth0", "eth1")))
                .hasMessage("igmp hosts: takes [INTERFACE] [GROUP] [HOST], not both \"eth0\" and \"eth1\"");
        assertThatThrownBy(() -> tables.hosts(List.of("10.0.0.1", "10.0.0.2"))).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> tables.hosts(List.of("ff15::1")))
                .hasMessage("igmp hosts: \"ff15::1\" is of the other family");
        assertThatThrownBy(() -> tables.hosts(List.of("10.0.0.1.2")))
                .hasMessage("igmp hosts: \"10.0.0.1.2\" is not an IPv4 or IPv6 address");
    }

    private List<String> sentences(String about) throws CommandException {
        return tables.history(List.of(about)).rows().stream()
                .map(row -> row.get(6) + ": " + row.get(10))
                .toList();
    }
}
