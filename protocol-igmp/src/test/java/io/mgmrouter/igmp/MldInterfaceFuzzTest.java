package io.mgmrouter.igmp;

import io.mgmrouter.testkit.fuzz.FuzzTest;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever is said to an MLD interface, what it declares follows, within the limits")
public class MldInterfaceFuzzTest extends FuzzTest {

    public MldInterfaceFuzzTest() {
        super(MldInterfaceFuzzTest::fuzzerTestOneInput, 2000);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        new FuzzScript(new HostileLink(Dialect.MLD), octets).run();
    }
}
