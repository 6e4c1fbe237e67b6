package io.mgmrouter.control.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.control.Report;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

    private final Report report = Report.of("things", "name", "upstreamNeighbor", "upTime", "oifs", "stale")
            .row("eth1", "10.0.0.1", 7, List.of("eth2", "eth3"), true)
            .row("longer0", "", 1234567890123L, List.of(), false)
            .build();

    @Test
    void textHasAlignedColumnsWithHeadingsMadeFromTheNames() {
        assertThat(TextTable.of(report)).isEqualTo("""
            NAME     UPSTREAM NEIGHBOR        UP TIME  OIFS       STALE
            eth1     10.0.0.1                       7  eth2,eth3  true
            longer0  -                  1234567890123  -          false
            """);
    }

    @Test
    void jsonHasTheNamesOfTheColumnsAndTypedValues() {
        assertThat(json(report))
                .isEqualTo("{\"things\":["
                        + "{\"name\":\"eth1\",\"upstreamNeighbor\":\"10.0.0.1\",\"upTime\":7,"
                        + "\"oifs\":[\"eth2\",\"eth3\"],\"stale\":true},"
                        + "{\"name\":\"longer0\",\"upstreamNeighbor\":\"\",\"upTime\":1234567890123,"
                        + "\"oifs\":[],\"stale\":false}]}\n");
    }

    @Test
    void anEmptyReportShowsItsHeadingsOrAnEmptyList() {
        Report empty = Report.of("groups", "source", "group").build();

        assertThat(TextTable.of(empty)).isEqualTo("SOURCE  GROUP\n");
        assertThat(json(empty)).isEqualTo("{\"groups\":[]}\n");
    }

    @Test
    void controlCharactersCannotBreakARowOrSteerATerminal() {
        Report hostile = Report.of("x", "name").row("a\nb\u001b[2J").build();

        assertThat(TextTable.of(hostile)).isEqualTo("NAME\na b [2J\n");
    }

    private static String json(Report report) {
        return new JsonTable(JsonProvider.provider()).of(report);
    }
}
