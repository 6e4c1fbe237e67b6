package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.ip;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTablesTest {

    private final RouterLab lab = RouterLab.running();
    private final StatusTables reports = new StatusTables(Dialect.IGMP, lab.loop, lab.router);

    @Test
    void interfacesShowQuerierCountersAndWhyOneDoesNotRun() throws CommandException {
        lab.configure("missing", "eth9");
        lab.hears(new OlderReport(2, ip("239.1.1.1")));
        lab.hears(new LeaveGroup(ip("239.1.1.1")));
        lab.hears(RecordType.MODE_IS_EXCLUDE, ip("224.0.0.251"));

        assertThat(reports.interfaces(List.of()).rows())
                .containsExactly(
                        List.of(
                                "eth0",
                                1,
                                "running",
                                3,
                                "10.0.0.5",
                                "10.0.0.5",
                                true,
                                125L,
                                2,
                                1,
                                List.of("leave=1", "report-v2=1", "report-v3=1"),
                                List.of("general-query=1", "group-query=1"),
                                List.of("link-local-group=1"),
                                List.of()),
                        List.of(
                                "eth9",
                                "",
                                "waiting: there is no such interface",
                                "",
                                "",
                                "",
                                false,
                                "",
                                "",
                                0,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()));
    }

    @Test
    void groupsShowModeSourcesReporterAndTime() throws CommandException {
        lab.hears(new OlderReport(2, ip("239.1.1.1")));
        lab.hears(RecordType.ALLOW_NEW_SOURCES, ip("232.1.1.1"), ip("10.9.0.2"), ip("10.9.0.1"));
        lab.advance(ofSeconds(60));

        assertThat(reports.groups(List.of()).rows())
                .containsExactly(
                        List.of(
                                "eth0",
                                "232.1.1.1",
                                "include",
                                List.of("10.9.0.1", "10.9.0.2"),
                                List.of(),
                                "10.0.0.20",
                                200L,
                                3,
                                List.of()),
                        List.of("eth0", "239.1.1.1", "exclude", List.of(), List.of(), "10.0.0.20", 200L, 2, List.of()));
        assertThat(reports.groups(List.of("eth0")).rows()).hasSize(2);
    }

    @Test
    void staticGroupsShowBesideAndWithoutHosts() throws CommandException {
        lab.configure(RouterLab.ID, "eth0", "passive", true, "static.groups", new String[] {
            "239.1.1.1", "239.1.1.2 source 10.9.0.1"
        });
        lab.hears(new OlderReport(2, ip("239.1.1.1")));

        assertThat(reports.groups(List.of()).rows())
                .containsExactly(
                        List.of(
                                "eth0",
                                "239.1.1.1",
                                "exclude",
                                List.of(),
                                List.of(),
                                "10.0.0.20",
                                260L,
                                2,
                                List.of("*")),
                        List.of("eth0", "239.1.1.2", "static", List.of(), List.of(), "", "", "", List.of("10.9.0.1")));
        assertThat(reports.interfaces(List.of()).rows().getFirst()).contains("running, passive");
    }

    @Test
    void wrongArgumentsAreAnsweredWithASentence() {
        assertThatThrownBy(() -> reports.groups(List.of("eth9")))
                .hasMessage("igmp groups: it does not run on eth9, but on [eth0]");
        assertThatThrownBy(() -> reports.groups(List.of("a", "b"))).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> reports.interfaces(List.of("a"))).isInstanceOf(CommandException.class);
    }
}
