package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.testkit.MemoryWire;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The addresses of a test that is the same for IGMP and MLD. Its text is the same too: {@link #text} puts the addresses
 * in for {@code G}, {@code S1} and {@code S2}.
 */
enum FamilyCase {
    IGMP(Dialect.IGMP, "239.1.1.1", "10.9.0.1", "10.9.0.2", "10.0.0.2", "10.0.0.99", 3),
    MLD(Dialect.MLD, "ff15::1:1", "2001:db8::1", "2001:db8::2", "fe80::2", "fe80::99", 2);

    final Dialect dialect;
    final IpAddress group;
    final IpAddress s1;
    final IpAddress s2;
    final IpAddress lower;
    final IpAddress higher;

    /** Version with source lists. */
    final int newest;

    FamilyCase(Dialect dialect, String group, String s1, String s2, String lower, String higher, int newest) {
        this.dialect = dialect;
        this.group = IpAddress.parse(group);
        this.s1 = IpAddress.parse(s1);
        this.s2 = IpAddress.parse(s2);
        this.lower = IpAddress.parse(lower);
        this.higher = IpAddress.parse(higher);
        this.newest = newest;
    }

    RouterLab lab(Object... keysAndValues) {
        return RouterLab.running(dialect, keysAndValues);
    }

    IpAddress everything() {
        return IpAddress.unspecified(dialect.family());
    }

    /** A call to the manager: {@code join 1 (S1,G)}. */
    String text(String call) {
        return call.replace("S1", s1.toString()).replace("S2", s2.toString()).replace("G", group.toString());
    }

    MembershipReport report(RecordType type, IpAddress... sources) {
        return new MembershipReport(List.of(new GroupRecord(type, group, List.of(sources))));
    }

    /** Octets that a station sends to everybody; the checksum is put right. */
    void sends(RouterLab lab, IpAddress from, IpAddress to, byte[] octets) {
        ByteBuffer payload = FuzzChecksum.mended(dialect, octets);
        lab.wire.send(new MemoryWire.Frame(from, to, 1, true, payload));
        lab.loop.drain();
    }
}
