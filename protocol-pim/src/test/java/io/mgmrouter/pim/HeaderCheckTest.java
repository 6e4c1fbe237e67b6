package io.mgmrouter.pim;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("How a message of PIM may come, RFC 7761 section 4.9, RFC 5059 section 4")
@Tag("RFC7761-4.9")
class HeaderCheckTest {

    private static final IpAddress ALL_PIM_ROUTERS = ip("224.0.0.13");
    private static final IpAddress SELF = ip("10.0.0.5");
    private static final IpAddress NEIGHBOR = ip("10.0.0.9");
    private static final IpAddress FAR_AWAY = ip("10.9.0.1");

    private static final IpAddress ALL_PIM6_ROUTERS = ip("ff02::d");
    private static final IpAddress SELF6 = ip("fe80::5");
    private static final IpAddress NEIGHBOR6 = ip("fe80::9");
    private static final IpAddress FAR_AWAY6 = ip("2001:db8:9::1");

    /** One of each kind; what it says does not matter here. */
    enum Kind {
        HELLO(new Hello(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), List.of())),
        JOIN_PRUNE(new JoinPrune(SELF, 210, List.of())),
        ASSERT(new Assert(IpPrefix.parse("239.1.1.1"), FAR_AWAY, false, 1, 1)),
        BOOTSTRAP(new Bootstrap(1, 30, 64, FAR_AWAY, true, List.of())),
        REGISTER(Register.ofNothing(new Sg(FAR_AWAY, ip("239.1.1.1")))),
        REGISTER_STOP(new RegisterStop(IpPrefix.parse("239.1.1.1"), FAR_AWAY)),
        CANDIDATE_RP(new CandidateRpAdvertisement(192, 150, FAR_AWAY, List.of(IpPrefix.parse("224.0.0.0/4"))));

        private final PimMessage message;

        Kind(PimMessage message) {
            this.message = message;
        }
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }

    private static Link link(boolean pointToPoint) {
        List<LinkAddress> addresses =
                List.of(new LinkAddress(SELF, 24), new LinkAddress(SELF6, 64), new LinkAddress(ip("2001:db8::5"), 64));
        return new Link(1, "eth0", true, true, false, pointToPoint, 1500, addresses);
    }

    private static Optional<String> objection(Kind kind, IpAddress from, IpAddress to, int ttl) {
        var header = new InboundPacket.Header(from, to, 1, ttl, false, 0xc0);
        Dialect dialect = from instanceof Ipv4Address ? Dialect.IPV4 : Dialect.IPV6;
        return HeaderCheck.objection(kind.message, header, link(false), dialect);
    }

    @ParameterizedTest
    @EnumSource(names = {"HELLO", "JOIN_PRUNE", "ASSERT", "BOOTSTRAP"})
    void neighboursSendOverOneHopToAllRouters(Kind kind) {
        assertThat(objection(kind, NEIGHBOR, ALL_PIM_ROUTERS, 1)).isEmpty();
        assertThat(objection(kind, NEIGHBOR6, ALL_PIM6_ROUTERS, 1)).isEmpty();
        assertThat(objection(kind, NEIGHBOR, ALL_PIM_ROUTERS, 2)).contains(Drops.BAD_TTL);
        assertThat(objection(kind, NEIGHBOR6, ALL_PIM6_ROUTERS, 255)).contains(Drops.BAD_TTL);
        assertThat(objection(kind, NEIGHBOR, ip("224.0.0.2"), 1)).contains(Drops.BAD_DESTINATION);
        assertThat(objection(kind, NEIGHBOR6, ip("ff02::2"), 1)).contains(Drops.BAD_DESTINATION);
    }

    @ParameterizedTest
    @EnumSource(names = {"HELLO", "JOIN_PRUNE", "ASSERT", "BOOTSTRAP"})
    void neighboursAreOnTheLink(Kind kind) {
        assertThat(objection(kind, FAR_AWAY, ALL_PIM_ROUTERS, 1)).contains(Drops.SOURCE_NOT_ON_LINK);
        assertThat(objection(kind, ip("2001:db8::9"), ALL_PIM6_ROUTERS, 1)).contains(Drops.SOURCE_NOT_LINK_LOCAL);
        assertThat(objection(kind, ip("::"), ALL_PIM6_ROUTERS, 1)).contains(Drops.SOURCE_NOT_LINK_LOCAL);
    }

    @Test
    void theOtherEndOfAPointToPointLinkMayHaveAnyAddress() {
        var header = new InboundPacket.Header(FAR_AWAY, ALL_PIM_ROUTERS, 1, 1, false, 0xc0);
        var unnumbered = new InboundPacket.Header(ip("0.0.0.0"), ALL_PIM_ROUTERS, 1, 1, false, 0xc0);

        assertThat(HeaderCheck.objection(Kind.HELLO.message, header, link(true), Dialect.IPV4))
                .isEmpty();
        assertThat(HeaderCheck.objection(Kind.HELLO.message, unnumbered, link(true), Dialect.IPV4))
                .contains(Drops.SOURCE_NOT_UNICAST);
    }

    @ParameterizedTest
    @EnumSource(names = {"HELLO", "JOIN_PRUNE", "ASSERT"})
    void whatNeighboursSayToAllIsNotSentToOne(Kind kind) {
        assertThat(objection(kind, NEIGHBOR, SELF, 1)).contains(Drops.BAD_DESTINATION);
        assertThat(objection(kind, NEIGHBOR6, SELF6, 1)).contains(Drops.BAD_DESTINATION);
    }

    @Test
    @Tag("RFC5059-4.1")
    void aNeighbourMaySendABootstrapMessageToThisRouterAlone() {
        assertThat(objection(Kind.BOOTSTRAP, NEIGHBOR, SELF, 1)).isEmpty();
        assertThat(objection(Kind.BOOTSTRAP, NEIGHBOR6, SELF6, 1)).isEmpty();
        assertThat(objection(Kind.BOOTSTRAP, NEIGHBOR, SELF, 64)).contains(Drops.BAD_TTL);
        assertThat(objection(Kind.BOOTSTRAP, FAR_AWAY, SELF, 1)).contains(Drops.SOURCE_NOT_ON_LINK);
        assertThat(objection(Kind.BOOTSTRAP, NEIGHBOR, FAR_AWAY, 1)).contains(Drops.BAD_DESTINATION);
    }

    @ParameterizedTest
    @EnumSource(names = {"REGISTER", "REGISTER_STOP", "CANDIDATE_RP"})
    void whatIsSentToARouterAloneComesFromAnywhereWithAnyTtl(Kind kind) {
        assertThat(objection(kind, FAR_AWAY, SELF, 57)).isEmpty();
        assertThat(objection(kind, FAR_AWAY6, ip("2001:db8:1::1"), 57)).isEmpty();
        assertThat(objection(kind, NEIGHBOR, ALL_PIM_ROUTERS, 1)).contains(Drops.BAD_DESTINATION);
        assertThat(objection(kind, NEIGHBOR6, ALL_PIM6_ROUTERS, 1)).contains(Drops.BAD_DESTINATION);
        assertThat(objection(kind, ip("0.0.0.0"), SELF, 57)).contains(Drops.SOURCE_NOT_UNICAST);
        assertThat(objection(kind, ip("::"), SELF6, 57)).contains(Drops.SOURCE_NOT_UNICAST);
    }
}
