package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
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

    @Test
    @DisplayName("one of ours with many interfaces tells its other addresses, over IPv6")
    void theOtherAddressesAreTold() {
        try (PimLine line = PimPair.OURS.line().start()) {
            if (!line.network().families().contains(Family.IPV6)) {
                return;
            }
            PimMessage.Hello hello = hello(line, Family.IPV6, line.upstream());
            byte[] global = line.upstream()
                    .address(Family.IPV6, PimNetwork.MIDDLE_LAN)
                    .getAddress();
            byte[] list = hello.options().get(PimMessage.Hello.ADDRESS_LIST);
            assertThat(list).isNotNull();
            assertThat(Arrays.copyOfRange(list, 2, 18)).isEqualTo(global);
        }
    }

    private static void assertComplete(Family family, PimLine line, PimNode router) {
        InetAddress address = router.primaryAddress(family, PimNetwork.MIDDLE_LAN);
        List<PimSniffer.Heard> hellos = hellos(line, address);
        assertThat(hellos).allSatisfy(heard -> {
            assertThat(heard.hopLimit()).isEqualTo(1);
            assertThat(heard.checksumRight()).isTrue();
            assertThat(heard.destination())
                    .isEqualTo(Flow.address(family == Family.IPV4 ? "224.0.0.13" : "ff02::d"));
        });
        PimMessage.Hello hello = hello(line, family, router);
        assertThat(hello.number(PimMessage.Hello.HOLDTIME)).hasValueSatisfying(seconds -> assertThat(seconds)
                .isGreaterThanOrEqualTo(30));
        assertThat(hello.number(PimMessage.Hello.DR_PRIORITY)).hasValue(1L);
        assertThat(hello.number(PimMessage.Hello.GENERATION_ID)).isPresent();
        assertThat(hello.options()).containsKey(PimMessage.Hello.LAN_PRUNE_DELAY);
    }

    private static void assertSaysGoodbye(PimLine line, PimNode router) {
        List<InetAddress> addresses = line.network().families().stream()
                .map(family -> router.primaryAddress(family, PimNetwork.MIDDLE_LAN))
                .toList();
        long since = System.nanoTime();
        router.stop();
        for (InetAddress address : addresses) {
            Poll.until(
                    GOODBYE,
                    "goodbye from " + address,
                    () -> line.sniffer().heard(since, PimMessage.Hello.class, PimMessage.Hello::isGoodbye).stream()
                            .anyMatch(heard -> heard.source().equals(address)),
                    line.sniffer()::heard);
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
