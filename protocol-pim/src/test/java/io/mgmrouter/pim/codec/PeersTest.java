package io.mgmrouter.pim.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.mgm.Sg;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Octets as two other routers sent them on one link, checksums included. */
@DisplayName("What FRR 8.4 and pimd 2.3 say to each other")
class PeersTest {

    private static final IpAddress FRR = Wire.ip("10.9.0.1");
    private static final IpAddress PIMD = Wire.ip("10.9.0.2");
    private static final IpAddress SOURCE = Wire.ip("10.1.0.2");

    private static PimMessage read(String hex) throws MalformedPacketException {
        return PimCodec.decode(Wire.octets(hex), FRR, Wire.IPV4.routers());
    }

    /** Read as expected, and written as it was. */
    private static void same(String hex, PimMessage message) throws MalformedPacketException {
        assertThat(read(hex)).isEqualTo(message);
        assertThat(written(message)).isEqualTo(hex.replace(" ", ""));
    }

    private static String written(PimMessage message) {
        ByteBuffer octets = PimCodec.encode(message, FRR, Wire.IPV4.routers());
        return HexFormat.of().formatHex(octets.array());
    }

    private static IpPrefix group(String text) {
        return IpPrefix.parse(text);
    }

    @Test
    @Tag("RFC7761-4.9.2")
    void aHelloOfFrrListsAddressesOfBothFamilies() throws MalformedPacketException {
        String hello = "20003ef2 00010002 0011 00020004 01f409c4 00130004 00000001 00140004 5ecf2562"
                + " 00180006 01000a130001 00180012 0200fe800000000000003c4209fffe03c0b7";

        assertThat(read(hello))
                .isEqualTo(new Hello(
                        OptionalInt.of(17),
                        OptionalLong.of(1),
                        OptionalInt.of(0x5ecf_2562),
                        Optional.of(new LanPruneDelay(500, 2500, false)),
                        List.of(Wire.ip("10.19.0.1"))));
    }

    @Test
    @Tag("RFC7761-4.9.2")
    void aHelloOfPimdHasNoDelays() throws MalformedPacketException {
        same(
                "20007344 00010002 0069 00130004 00000001 00140004 50af1b70",
                new Hello(
                        OptionalInt.of(105),
                        OptionalLong.of(1),
                        OptionalInt.of(0x50af_1b70),
                        Optional.empty(),
                        List.of()));
    }

    @Test
    @Tag("RFC7761-4.9.5")
    void frrJoinsTwoSharedTreesInOneMessage() throws MalformedPacketException {
        SourceEntry rp = new SourceEntry(PIMD, true, true);

        same(
                "2300c980 01000a090002 00 02 00d2"
                        + " 01000020ef010101 0001 0000 010007200a090002"
                        + " 01000020ef020202 0001 0000 010007200a090002",
                new JoinPrune(
                        PIMD,
                        210,
                        List.of(
                                new GroupEntry(group("239.1.1.1"), List.of(rp), List.of()),
                                new GroupEntry(group("239.2.2.2"), List.of(rp), List.of()))));
    }

    @Test
    @Tag("RFC7761-4.9.5")
    void pimdJoinsASource() throws MalformedPacketException {
        same(
                "2300d0da 01000a090001 00 01 00d2 01000020ef010102 0001 0000 010004200a010002",
                new JoinPrune(
                        FRR,
                        210,
                        List.of(new GroupEntry(
                                group("239.1.1.2"), List.of(new SourceEntry(SOURCE, false, false)), List.of()))));
    }

    @Test
    @Tag("RFC7761-4.9.3")
    void frrRegistersASource() throws MalformedPacketException {
        String packet = "4500002210ef4000081167d60a010002ef010102c9b91388000efa2568656c6c6f30";

        same("2100deff 00000000" + packet, new Register(false, false, Wire.octets(packet)));
        assertThat(((Register) read("2100deff 00000000" + packet)).sg())
                .isEqualTo(new Sg(SOURCE, Wire.ip("239.1.1.2")));
    }

    @Test
    @Tag("RFC7761-4.9.3")
    void frrAsksWithANullRegisterThatHasNoChecksumInside() throws MalformedPacketException {
        String dummy = "4500001400000000006700000a010002ef010102";

        same("21009eff 40000000" + dummy, new Register(false, true, Wire.octets(dummy)));
    }

    @Test
    @Tag("RFC7761-4.9.4")
    void pimdStopsTheRegisters() throws MalformedPacketException {
        same("2200e1d8 01000020ef010102 01000a010002", new RegisterStop(group("239.1.1.2"), SOURCE));
    }

    @Test
    @Tag("RFC7761-4.9.6")
    void frrAssertsThatItForwards() throws MalformedPacketException {
        same(
                "2500ded8 01000020ef010102 01000a010002 00000000 00000000",
                new Assert(group("239.1.1.2"), SOURCE, false, 0, 0));
    }

    @Test
    @Tag("RFC5059-4.1")
    void pimdIsTheBootstrapRouter() throws MalformedPacketException {
        List<CandidateRp> pimd = List.of(new CandidateRp(PIMD, 25, 20));

        same(
                "2400b69e dbe1 1e 05 01000a090002"
                        + " 01000010ef010000 01 01 0000 01000a090002 0019 14 00"
                        + " 01000010ef020000 01 01 0000 01000a090002 0019 14 00",
                new Bootstrap(
                        0xdbe1,
                        30,
                        5,
                        PIMD,
                        false,
                        List.of(
                                new GroupRps(group("239.1.0.0/16"), false, 1, pimd),
                                new GroupRps(group("239.2.0.0/16"), false, 1, pimd))));
    }
}
