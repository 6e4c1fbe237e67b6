package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD})
@DisplayName("Two PIM routers on a link become neighbours (RFC 7761, section 4.3)")
class PimNeighborsIT {

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void eachSaysHelloWithAllThatTheOtherMustKnowAndSaysGoodbye(PimPair pair) {
        try (PimLine line = pair.line().start()) {
            for (Family family : line.network().families()) {
                for (PimNode router : List.of(line.upstream(), line.downstream())) {
                    assertComplete(family, line, router);
                }
            }
            for (PimNode router : List.of(line.upstream(), line.downstream())) {
                assertSaysGoodbye(line, router);
            }
        }
    }

    private static void assertComplete(Family family, PimLine line, PimNode router) {
        InetAddress address = router.primaryAddress(family, PimNetwork.MIDDLE_LAN);
        List<PimSniffer.Heard> hellos = hellos(line, address);
        assertThat(hellos).allSatisfy(heard -> {
            assertThat(heard.hopLimit()).isEqualTo(1);
            assertThat(heard.checksumRight()).isTrue();
            assertThat(heard.destination()).isEqualTo(Flow.address(family == Family.IPV4 ? "224.0.0.13" : "ff02::d"));
        });
        PimMessage.Hello hello = hello(line, family, router);
        assertThat(hello.number(PimMessage.Hello.HOLDTIME))
                .hasValueSatisfying(seconds -> assertThat(seconds).isGreaterThanOrEqualTo(30));
        assertThat(hello.number(PimMessage.Hello.DR_PRIORITY)).hasValue(1L);
        assertThat(hello.number(PimMessage.Hello.GENERATION_ID)).isPresent();
        assertThat(hello.options()).containsKey(PimMessage.Hello.LAN_PRUNE_DELAY);
        if (family == Family.IPV6) {
            assertTells(hello, router.address(family, PimNetwork.MIDDLE_LAN));
        }
    }

    /** Section 4.3.4: over IPv6 Hellos come from the link-local address, next hops may be others. */
    private static void assertTells(PimMessage.Hello hello, InetAddress another) {
        byte[] list = hello.options().getOrDefault(PimMessage.Hello.ADDRESS_LIST, new byte[0]);
        assertThat(list).isNotEmpty();
        assertThat(Arrays.copyOfRange(list, 2, 18)).isEqualTo(another.getAddress());
    }

    private static void assertSaysGoodbye(PimLine line, PimNode router) {
        List<InetAddress> addresses = line.network().families().stream()
                .map(family -> router.primaryAddress(family, PimNetwork.MIDDLE_LAN))
                .toList();
        long since = System.nanoTime();
        router.stop();
        for (InetAddress address : addresses) {
            line.sniffer()
                    .await(
                            GOODBYE,
                            "goodbye from " + address,
                            since,
                            address,
                            PimMessage.Hello.class,
                            PimMessage.Hello::isGoodbye);
        }
    }

    private static PimMessage.Hello hello(PimLine line, Family family, PimNode router) {
        InetAddress address = router.primaryAddress(family, PimNetwork.MIDDLE_LAN);
        return (PimMessage.Hello) hellos(line, address).getLast().message();
    }

    private static List<PimSniffer.Heard> hellos(PimLine line, InetAddress address) {
        PimSniffer sniffer = line.sniffer();
        return sniffer.heard(sniffer.begin(), PimMessage.Hello.class, _ -> true).stream()
                .filter(heard -> heard.source().equals(address))
                .toList();
    }
}
