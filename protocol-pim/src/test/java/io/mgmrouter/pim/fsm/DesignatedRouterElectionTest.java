package io.mgmrouter.pim.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.pim.fsm.DesignatedRouterElection.Candidate;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The designated router, RFC 7761 section 4.3.2")
@Tag("RFC7761-4.3.2")
class DesignatedRouterElectionTest {

    @ParameterizedTest(name = "of {0} among {1} it is {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "10.0.0.1 1 | - | 10.0.0.1",
                "10.0.0.1 0 | - | 10.0.0.1",
                "10.0.0.1 1 | 10.0.0.2 1 | 10.0.0.2",
                "10.0.0.1 2 | 10.0.0.2 1 | 10.0.0.1",
                "10.0.0.1 1 | 10.0.0.2 0, 10.0.0.3 1, 10.0.0.200 0 | 10.0.0.3",
                "10.0.0.1 4294967295 | 10.0.0.2 4294967294 | 10.0.0.1",
                "10.0.0.1 100 | 10.0.0.2, 10.0.0.3 1 | 10.0.0.3",
                "10.0.0.9 0 | 10.0.0.2, 10.0.0.3 7 | 10.0.0.9",
                "10.0.0.1 1 | 10.0.0.200 1, 10.0.0.30 1 | 10.0.0.200",
                "fe80::1 1 | fe80::ff 1, fe80::20 1 | fe80::ff"
            })
    void isOfHighestPriorityAndThenOfHighestAddress(String self, String others, String expected) {
        List<Candidate> neighbors = others == null
                ? List.of()
                : Stream.of(others.split(", "))
                        .map(DesignatedRouterElectionTest::candidate)
                        .toList();

        assertThat(DesignatedRouterElection.elect(candidate(self), neighbors)).isEqualTo(IpAddress.parse(expected));
        assertThat(DesignatedRouterElection.elect(candidate(self), neighbors.reversed()))
                .isEqualTo(IpAddress.parse(expected));
    }

    private static Candidate candidate(String text) {
        String[] words = text.split(" ");
        return new Candidate(
                IpAddress.parse(words[0]),
                words.length == 1 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(words[1])));
    }
}
