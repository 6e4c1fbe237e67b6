package io.mgmrouter.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.testkit.fuzz.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;

/** The kernel is trusted, its future versions are not: a message that is not understood must not stop the others. */
@DisplayName("Any octets are netlink messages, or skipped")
public class NetlinkFuzzTest extends FuzzTest {

    public NetlinkFuzzTest() {
        super(NetlinkFuzzTest::fuzzerTestOneInput);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        for (NetlinkMessage message : NetlinkMessage.split(ByteBuffer.wrap(octets))) {
            LinkMessages.index(message);
            LinkMessages.link(message).ifPresent(link -> assertThat(link.name()).isNotNull());
            LinkMessages.address(message)
                    .ifPresent(assignment ->
                            assertThat(assignment.address().network()).isNotNull());
            RouteMessages.changed(message);
            RouteMessages.isInMainTable(message);
            RouteMessages.route(message)
                    .ifPresent(route -> assertThat(route.metric()).isNotNegative());
        }
    }
}
