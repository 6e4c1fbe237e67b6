package io.mgmrouter.pim.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A link of one family: its addresses, a message of each kind, and the codec between two routers on it.
 *
 * @param family of everything here
 * @param self sends
 * @param routers destination of what is sent
 * @param neighbor another router
 * @param group a group
 * @param source a source
 * @param rp a rendezvous point
 */
record Wire(
        Family family,
        IpAddress self,
        IpAddress routers,
        IpAddress neighbor,
        IpAddress group,
        IpAddress source,
        IpAddress rp) {

    static final Wire IPV4 = of("10.0.0.5", "224.0.0.13", "10.0.0.9", "239.1.2.3", "10.9.0.1", "10.8.0.1");
    static final Wire IPV6 = of("fe80::5", "ff02::d", "fe80::9", "ff0e::123", "2001:db8:9::1", "2001:db8:8::1");

    static final Set<String> REASONS = Set.of(
            Reasons.TRUNCATED,
            Reasons.BAD_VERSION,
            Reasons.BAD_CHECKSUM,
            Reasons.UNKNOWN_TYPE,
            Reasons.UNKNOWN_ADDRESS_FAMILY,
            Reasons.UNKNOWN_ENCODING,
            Reasons.WRONG_FAMILY,
            Reasons.BAD_MASK_LENGTH,
            Reasons.GROUP_NOT_MULTICAST,
            Reasons.SOURCE_NOT_UNICAST,
            Reasons.BAD_OPTION_LENGTH,
            Reasons.TOO_MANY_ADDRESSES,
            Reasons.BAD_INNER_PACKET);

    private static final int CHECKSUM_OFFSET = 2;

    private static Wire of(String self, String routers, String neighbor, String group, String source, String rp) {
        IpAddress own = ip(self);
        return new Wire(own.family(), own, ip(routers), ip(neighbor), ip(group), ip(source), ip(rp));
    }

    static Stream<Wire> both() {
        return Stream.of(IPV4, IPV6);
    }

    static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }

    /** A message, and the link it is sent on. */
    record Sample(Wire wire, PimMessage message) {}

    static Stream<Sample> samples() {
        return both().flatMap(wire -> wire.messages().map(message -> new Sample(wire, message)));
    }

    Stream<PimMessage> messages() {
        return Stream.of(
                bareHello(),
                hello(),
                new Register(false, false, data(new Sg(source, group))),
                new Register(true, false, data(new Sg(source, group))),
                Register.ofNothing(new Sg(source, group)),
                new RegisterStop(host(), source),
                new RegisterStop(host(), IpAddress.unspecified(family)),
                new JoinPrune(neighbor, 210, List.of()),
                joinPrune(),
                new Assert(host(), source, false, 110, 20),
                new Assert(host(), IpAddress.unspecified(family), true, 0x7fff_ffff, 0xffff_ffffL),
                new Bootstrap(0xbeef, 0, 0, rp, true, List.of()),
                bootstrap(),
                new CandidateRpAdvertisement(192, 150, rp, List.of(host(), allGroups())));
    }

    Hello bareHello() {
        return new Hello(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), List.of());
    }

    Hello hello() {
        return new Hello(
                OptionalInt.of(Hello.FOREVER),
                OptionalLong.of(0xffff_ffffL),
                OptionalInt.of(-2),
                Optional.of(new LanPruneDelay(0x7fff, 0xffff, true)),
                List.of(neighbor, source));
    }

    JoinPrune joinPrune() {
        return new JoinPrune(
                neighbor,
                210,
                List.of(
                        new GroupEntry(
                                host(),
                                List.of(new SourceEntry(rp, true, true), new SourceEntry(source, false, false)),
                                List.of(new SourceEntry(source, false, true))),
                        new GroupEntry(host(), List.of(), List.of(new SourceEntry(source, false, false))),
                        new GroupEntry(allGroups(), List.of(new SourceEntry(rp, true, true)), List.of())));
    }

    Bootstrap bootstrap() {
        return new Bootstrap(
                7,
                family == Family.IPV4 ? 30 : 126,
                64,
                rp,
                false,
                List.of(
                        new GroupRps(
                                allGroups(),
                                true,
                                3,
                                List.of(new CandidateRp(rp, 150, 192), new CandidateRp(source, 0, 255))),
                        new GroupRps(host(), false, 0, List.of())));
    }

    IpPrefix host() {
        return IpPrefix.host(group);
    }

    IpPrefix allGroups() {
        return IpPrefix.parse(family == Family.IPV4 ? "224.0.0.0/4" : "ff00::/8");
    }

    /** An IP packet of a flow, with four octets in it. */
    ByteBuffer data(Sg sg) {
        ByteBuffer packet = ByteBuffer.allocate(InnerPacket.headerOctets(family) + 4);
        if (family == Family.IPV4) {
            packet.put((byte) 0x45)
                    .put((byte) 0)
                    .putShort((short) packet.limit())
                    .putInt(0);
            packet.put((byte) 64).put((byte) 17).putShort((short) 0);
        } else {
            packet.putInt(0x6000_0000).putShort((short) 4).put((byte) 17).put((byte) 64);
        }
        return packet.put(sg.source().octets())
                .put(sg.group().octets())
                .putInt(0xcafe_babe)
                .flip();
    }

    /** Addresses one after the other, from {@code first} on. */
    static List<IpAddress> addresses(IpAddress first, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] octets = first.octets();
                    octets[octets.length - 2] += (byte) (i >> 8);
                    octets[octets.length - 1] = (byte) i;
                    return IpAddress.of(octets);
                })
                .toList();
    }

    ByteBuffer encode(PimMessage message) {
        return PimCodec.encode(message, self, routers);
    }

    PimMessage decode(ByteBuffer octets) throws MalformedPacketException {
        return PimCodec.decode(octets, self, routers);
    }

    /** Octets in hexadecimal, with a checksum to be put right. */
    PimMessage decode(String hex) throws MalformedPacketException {
        return decode(mended(octets(hex)));
    }

    static ByteBuffer octets(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    void refused(String hex, String reason) {
        refused(mended(octets(hex)), reason);
    }

    void refused(ByteBuffer octets, String reason) {
        assertThatThrownBy(() -> decode(octets))
                .isInstanceOfSatisfying(
                        MalformedPacketException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /** The same packet with a right checksum; a Register's covers its first eight octets. */
    ByteBuffer mended(ByteBuffer packet) {
        if (packet.remaining() < CHECKSUM_OFFSET + Short.BYTES) {
            return packet;
        }
        boolean register = (packet.get(0) & 0xf) == 1 && packet.remaining() >= 8;
        return covered(packet, register ? 8 : packet.remaining());
    }

    /** The same packet with a checksum over its first octets. */
    ByteBuffer covered(ByteBuffer packet, int length) {
        ByteBuffer covered = packet.putShort(CHECKSUM_OFFSET, (short) 0).slice(0, length);
        int checksum = family == Family.IPV4
                ? InternetChecksum.of(covered)
                : InternetChecksum.of(covered, (Ipv6Address) self, (Ipv6Address) routers, PimCodec.IP_PROTOCOL);
        return packet.putShort(CHECKSUM_OFFSET, (short) checksum);
    }

    /** A message, which is the same when it is written and read again, or a refusal for a known reason. */
    void readsOrRefuses(ByteBuffer packet) {
        try {
            PimMessage message = decode(packet);
            assertThat(decode(encode(message))).as("written and read again").isEqualTo(message);
        } catch (MalformedPacketException e) {
            assertThat(e.reason()).isIn(REASONS);
        }
    }

    @Override
    public String toString() {
        return family.toString();
    }
}
