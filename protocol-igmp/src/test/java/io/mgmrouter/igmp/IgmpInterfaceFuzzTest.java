package io.mgmrouter.igmp;

import io.mgmrouter.testkit.fuzz.FuzzTest;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever is said to an IGMP interface, what it declares follows, within the limits")
public class IgmpInterfaceFuzzTest extends FuzzTest {

    public IgmpInterfaceFuzzTest() {
        super(IgmpInterfaceFuzzTest::fuzzerTestOneInput, 2000);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        new FuzzScript(new HostileLink(Dialect.IGMP), octets).run();
    }
}
