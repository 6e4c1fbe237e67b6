package io.mgmrouter.pim.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.MalformedPacketException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Messages of the bootstrap mechanism, RFC 5059 section 4")
class BootstrapTest {

    private static final String BOTH = "io.mgmrouter.pim.codec.Wire#both";
    private static final int MTU = 1500;

    @Test
    @Tag("RFC5059-4.1")
    void theNoForwardBitAndTheScopeBitAreRead() throws MalformedPacketException {
        var message =
                (Bootstrap) Wire.IPV4.decode("24 80 0000  0001 1e 40  01 00 0a080001  01 00 81 08 ef000000 02 00 ffff");

        assertThat(message)
                .isEqualTo(new Bootstrap(
                        1,
                        30,
                        64,
                        Wire.ip("10.8.0.1"),
                        true,
                        List.of(new GroupRps(IpPrefix.parse("239.0.0.0/8"), true, 2, List.of()))));
    }

    @Test
    @Tag("RFC5059-4.1")
    void countsBeyondThePacketAndMasksBeyondAnAddressAreRefused() {
        Wire.IPV4.refused("24 00 0000  0001 1e 40  01 00 0a080001  01 00 00 04 e0000000 ff ff 0000", Reasons.TRUNCATED);
        Wire.IPV4.refused("24 00 0000  0001 1e 40  01 00 0a080001  01 00 00 04 e0000000 01", Reasons.TRUNCATED);
        Wire.IPV4.refused("24 00 0000  0001 21 40  01 00 0a080001", Reasons.BAD_MASK_LENGTH);
    }

    @Test
    @Tag("RFC5059-4.2")
    void anAdvertisementWithoutAGroupIsAboutAllGroups() throws MalformedPacketException {
        assertThat(Wire.IPV4.decode("28 00 0000  00 c0 0096  01 00 0a080001"))
                .isEqualTo(new CandidateRpAdvertisement(192, 150, Wire.IPV4.rp(), List.of(Wire.IPV4.allGroups())));
    }

    @Test
    @Tag("RFC5059-4.2")
    void anAdvertisementThatCountsMoreGroupsThanItHasIsRefused() {
        Wire.IPV4.refused("28 00 0000  ff c0 0096  01 00 0a080001  01 00 00 04 e0000000", Reasons.TRUNCATED);
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    @Tag("RFC5059-4.1.1")
    void whatFitsIsOneFragment(Wire wire) {
        assertThat(BootstrapFragmenter.fragments(wire.bootstrap(), MTU)).containsExactly(wire.bootstrap());
        assertThat(BootstrapFragmenter.fragments(wire.bootstrap().with(List.of()), MTU))
                .containsExactly(wire.bootstrap().with(List.of()));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    @Tag("RFC5059-4.1.1")
    void aRangeOfGroupsStaysTogetherIfItFits(Wire wire) {
        List<GroupRps> groups =
                IntStream.range(0, 40).mapToObj(i -> group(wire, 10 + i)).toList();

        List<Bootstrap> fragments =
                BootstrapFragmenter.fragments(wire.bootstrap().with(groups), MTU);

        fit(wire, fragments);
        assertThat(fragments.stream().flatMap(fragment -> fragment.groups().stream()))
                .isEqualTo(groups);
        assertThat(fragments)
                .allSatisfy(fragment -> assertThat(fragment.with(List.of()))
                        .isEqualTo(wire.bootstrap().with(List.of())));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    @Tag("RFC5059-4.1.1")
    void ofARangeThatDoesNotFitEachFragmentTellsHowManyRpsItHas(Wire wire) {
        GroupRps large = group(wire, 255);
        GroupRps small = group(wire, 2);

        List<Bootstrap> fragments =
                BootstrapFragmenter.fragments(wire.bootstrap().with(List.of(small, large, small)), MTU);

        fit(wire, fragments);
        List<GroupRps> parts = fragments.stream()
                .flatMap(fragment -> fragment.groups().stream())
                .toList();
        assertThat(fragments.getFirst().groups()).hasSize(2);
        assertThat(parts.getFirst()).isEqualTo(small);
        assertThat(parts.getLast()).isEqualTo(small);
        List<GroupRps> pieces = parts.subList(1, parts.size() - 1);
        assertThat(pieces)
                .hasSizeGreaterThan(1)
                .allSatisfy(piece -> assertThat(piece.rpCount()).isEqualTo(255));
        assertThat(pieces.stream().flatMap(piece -> piece.rps().stream())).isEqualTo(large.rps());
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    @Tag("RFC5059-4.1")
    @Tag("RFC5059-4.1.1")
    void eachFragmentOfAZoneBeginsWithItsRange(Wire wire) {
        GroupRps zone = new GroupRps(
                IpPrefix.host(wire.group()), true, 2, group(wire, 2).rps());
        List<GroupRps> groups = Stream.concat(
                        Stream.of(zone), IntStream.range(0, 40).mapToObj(i -> group(wire, 10 + i)))
                .toList();

        List<Bootstrap> fragments =
                BootstrapFragmenter.fragments(wire.bootstrap().with(groups), MTU);

        fit(wire, fragments);
        assertThat(fragments.getFirst().groups().getFirst()).isEqualTo(zone);
        assertThat(fragments.subList(1, fragments.size()))
                .allSatisfy(fragment -> assertThat(fragment.groups().getFirst()).isEqualTo(zone.with(List.of())));
        assertThat(fragments.stream()
                        .flatMap(fragment -> fragment.groups().stream().skip(1)))
                .isEqualTo(groups.subList(1, groups.size()));
    }

    private static GroupRps group(Wire wire, int rps) {
        List<CandidateRp> candidates = Wire.addresses(wire.rp(), rps).stream()
                .map(address -> new CandidateRp(address, 150, 192))
                .toList();
        return new GroupRps(wire.allGroups(), false, rps, candidates);
    }

    private static void fit(Wire wire, List<Bootstrap> fragments) {
        int header = wire.family() == Family.IPV4 ? 20 : 40;
        assertThat(fragments)
                .hasSizeGreaterThan(1)
                .allSatisfy(fragment ->
                        assertThat(wire.encode(fragment).remaining() + header).isLessThanOrEqualTo(MTU));
    }
}
