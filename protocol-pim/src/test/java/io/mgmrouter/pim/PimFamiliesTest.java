package io.mgmrouter.pim;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.control.Readiness;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.pim.PimConfiguration.Kind;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.testkit.MemoryWire;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Interfaces come and go, the manager comes and goes, the configuration changes")
class PimFamiliesTest {

    private final MemoryWire wire = new MemoryWire();
    private final PimLab lab = new PimLab().link(1, "eth0", wire, "10.0.0.1/24", "fe80::1/64");

    @Test
    void withoutAnInterfacePimIsReadyAndNoClientOfTheManager() {
        lab.advance(PimFamilies.SETTLE);

        assertThat(lab.status()).isEqualTo(Status.IDLE);
        assertThat(lab.clients).isEmpty();
        assertThat(lab.links.openChannels()).isZero();
    }

    @Test
    void aConfiguredInterfaceMakesAClientOfEachFamilyAndIsTaken() {
        lab.interfaces("eth0");
        lab.advance(PimFamilies.SETTLE);
        assertThat(lab.clients).containsOnlyKeys(Dialect.IPV4, Dialect.IPV6);
        assertThat(lab.status().state()).isEqualTo(Readiness.State.WAITING);

        lab.attach();

        assertThat(lab.sessions.get(Dialect.IPV4).takeCalls()).contains("take 1");
        assertThat(lab.sessions.get(Dialect.IPV6).takeCalls()).contains("take 1");
        assertThat(lab.status()).isEqualTo(Status.running(List.of("eth0")));
    }

    @Test
    void familiesCanBeLeftOutForAllOrForOneInterface() {
        lab.link(2, "eth1", new MemoryWire(), "10.0.1.1/24", "fe80::1/64");
        lab.configure(Kind.GLOBAL, "global", "families", new String[] {"IPV4"});
        lab.interfaces("eth0");
        assertThat(lab.clients).containsOnlyKeys(Dialect.IPV4);

        lab.configure(Kind.INTERFACE, "b", "interface", "eth1", "families", "IPV6");
        assertThat(lab.router(Family.IPV4).running()).hasSize(1);
        assertThat(lab.router(Family.IPV6).running())
                .singleElement()
                .satisfies(on -> assertThat(on.name()).isEqualTo("eth1"));
    }

    @Test
    void whenTheLastInterfaceOfAFamilyGoesSoDoesItsClientAndAllIsReleased() {
        lab.interfaces("eth0").attach();
        lab.sessions.get(Dialect.IPV4).takeCalls();

        lab.remove(Kind.INTERFACE, "eth0");

        assertThat(lab.clients).isEmpty();
        assertThat(lab.sessions.get(Dialect.IPV4).takeCalls()).contains("release 1");
        assertThat(lab.links.openChannels()).isZero();
        lab.advance(PimFamilies.SETTLE);
        assertThat(lab.status()).isEqualTo(Status.IDLE);
        lab.interfaces("eth0").attach();
        assertThat(lab.router(Family.IPV4).running()).hasSize(1);
    }

    @Test
    void aStopSaysGoodbyeToNeighboursAndNothingToTheManager() {
        lab.interfaces("eth0").attach();
        lab.advance(ofSeconds(6));
        lab.sessions.get(Dialect.IPV4).takeCalls();
        wire.clearLog();

        lab.pim.close();
        lab.loop.drain();

        assertThat(lab.sessions.get(Dialect.IPV4).takeCalls()).isEmpty();
        assertThat(wire.log())
                .hasSize(2)
                .allSatisfy(frame -> assertThat(PimCodec.decode(frame.payload(), frame.source(), frame.destination()))
                        .isInstanceOfSatisfying(
                                Hello.class,
                                hello -> assertThat(hello.holdtime()).hasValue(0)));
    }

    @Test
    void anInterfaceStartsWhenItHasAnAddressAndStopsWhenItIsDown() {
        lab.links.change(PimLab.linkOf(1, "eth0", true, "fe80::1/64"));
        lab.loop.drain();
        lab.interfaces("eth0");
        assertThat(lab.router(Family.IPV4).running()).isEmpty();
        assertThat(lab.pim.idle(lab.router(Family.IPV4))).containsEntry("eth0", "the interface has no IPv4 address");
        assertThat(lab.router(Family.IPV6).running()).hasSize(1);

        lab.links.change(PimLab.linkOf(1, "eth0", true, "10.0.0.9/24", "fe80::1/64"));
        lab.loop.drain();
        assertThat(lab.running(Family.IPV4, "eth0").address()).isEqualTo(IpAddress.parse("10.0.0.9"));
        lab.links.change(PimLab.linkOf(1, "eth0", false, "10.0.0.9/24"));
        lab.loop.drain();
        assertThat(lab.router(Family.IPV4).running()).isEmpty();
        assertThat(lab.pim.idle(lab.router(Family.IPV4))).containsEntry("eth0", "the interface is down");
        lab.links.remove(1);
        lab.loop.drain();
        assertThat(lab.pim.idle(lab.router(Family.IPV4))).containsEntry("eth0", "there is no such interface");
    }

    @Test
    void aChannelThatCannotBeOpenedIsAFailureUntilItCan() {
        lab.links.refuseChannels("no right to open a raw socket on eth0: CAP_NET_RAW is missing");
        lab.interfaces("eth0").attach();
        assertThat(lab.status())
                .isEqualTo(Status.failed("no right to open a raw socket on eth0: CAP_NET_RAW is missing"));

        lab.links.allowChannels();
        lab.advance(PimFamilies.RETRY);
        assertThat(lab.status().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void anInterfaceThatAnotherProtocolOwnsIsAskedForAgain() {
        lab.configure(Kind.INTERFACE, "eth0", "interface", "eth0", "families", "IPV4");
        lab.attach();
        lab.link(2, "eth1", new MemoryWire(), "10.0.1.1/24");
        lab.sessions.get(Dialect.IPV4).refuseTaking(MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER, "it is dvmrp's");
        lab.configure(Kind.INTERFACE, "eth1", "interface", "eth1", "families", "IPV4");
        lab.advance(PimFamilies.SETTLE);
        assertThat(lab.status()).isEqualTo(Status.untaken(List.of("eth1")));

        lab.sessions.get(Dialect.IPV4).allowTaking();
        lab.advance(PimFamilies.RETRY);
        assertThat(lab.status().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void theManagerMayComeAndGo() {
        lab.interfaces("eth0").attach();
        lab.loop.run(() -> lab.clients.values().forEach(client -> client.detached()));
        lab.loop.drain();
        assertThat(lab.status()).isEqualTo(Status.untaken(List.of("eth0")));

        lab.attach();
        lab.advance(PimFamilies.SETTLE);
        assertThat(lab.status().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    void aValueThatIsNotAllowedIsAFailureAndThePreviousOneStays() {
        lab.interfaces("eth0").attach();

        lab.configure(Kind.INTERFACE, "eth0", "interface", "eth0", "hello.interval", 0);
        assertThat(lab.status())
                .isEqualTo(Status.failed(
                        "pim interface eth0: hello.interval=0 is not allowed; allowed: 1 to 18000 seconds"));
        assertThat(lab.running(Family.IPV4, "eth0").settings().hello().period()).isEqualTo(ofSeconds(30));

        lab.configure(Kind.INTERFACE, "eth0", "interface", "eth0", "hello.interval", 5);
        lab.advance(PimFamilies.SETTLE);
        assertThat(lab.status().state()).isEqualTo(Readiness.State.READY);
        assertThat(lab.running(Family.IPV4, "eth0").settings().hello().holdtime())
                .isEqualTo(18);
    }

    @Test
    void theGlobalConfigurationIsThatOfInterfacesThatHaveNoneOfTheirOwn() {
        lab.interfaces("eth0");
        lab.configure(Kind.GLOBAL, "global", "hello.interval", 7);
        assertThat(lab.running(Family.IPV4, "eth0").settings().hello().period()).isEqualTo(ofSeconds(7));

        lab.configure(Kind.INTERFACE, "eth0", "interface", "eth0", "hello.interval", 8);
        lab.configure(Kind.GLOBAL, "global", "hello.interval", 9);
        assertThat(lab.running(Family.IPV4, "eth0").settings().hello().period()).isEqualTo(ofSeconds(8));
    }

    @Test
    void anInterfaceConfiguredTwiceIsAFailureAndTheFirstOneCounts() {
        lab.interfaces("eth0");
        lab.configure(Kind.INTERFACE, "other", "interface", "eth0", "hello.interval", 9);

        assertThat(lab.status().message()).contains("eth0: configured twice");
        assertThat(lab.running(Family.IPV4, "eth0").settings().hello().period()).isEqualTo(ofSeconds(30));
        lab.remove(Kind.INTERFACE, "eth0");
        assertThat(lab.running(Family.IPV4, "eth0").settings().hello().period()).isEqualTo(ofSeconds(9));
    }

    @Test
    void changingOneInterfaceTouchesOnlyThatOne() {
        lab.link(2, "eth1", new MemoryWire(), "10.0.1.1/24");
        lab.interfaces("eth0", "eth1").attach();
        PimInterface other = lab.running(Family.IPV4, "eth1");

        lab.remove(Kind.INTERFACE, "eth0");

        assertThat(lab.running(Family.IPV4, "eth1")).isSameAs(other);
        assertThat(lab.clients).containsKey(Dialect.IPV4);
    }
}
