package io.mgmrouter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkService.GroupJoin;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The router joins groups as a host, in a namespace of its own")
class HostMembershipTest {

    private KernelLab lab;
    private LinuxPlatform linux;
    private int west;

    @BeforeEach
    void makeRouter() {
        lab = KernelLab.make();
        lab.run("ip link add west type veth peer name peer; ip addr add 10.1.0.1/24 dev west;"
                + " ip link set peer up; ip link set west up");
        linux = lab.call(LinuxPlatform::new);
        west = linux.links().link("west").orElseThrow().index();
    }

    @AfterEach
    void tearDown() {
        if (linux != null) {
            linux.close();
            lab.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"239.1.1.1", "ff3e::4321"})
    void aGroupIsJoinedUntilTheLastJoinOfItEnds(String group) {
        GroupJoin first = join(group, Optional.empty());
        GroupJoin second = join(group, Optional.empty());
        assertThat(memberships()).contains(group);

        first.close();
        first.close();
        assertThat(memberships()).contains(group);
        second.close();
        assertThat(memberships()).doesNotContain(group);
    }

    @ParameterizedTest
    @CsvSource({
        "232.1.1.1, 10.9.0.9, 0x0a090009, mcfilter",
        "ff3e::4321, 2001:db8::9, 20010db8000000000000000000000009, mcfilter6"
    })
    void aSourceAloneIsJoined(String group, String source, String shown, String file) {
        try (GroupJoin join = join(group, Optional.of(IpAddress.parse(source)))) {
            assertThat(join).isNotNull();
            assertThat(lab.run("cat /proc/thread-self/net/" + file)).contains(shown);
        }
        assertThat(lab.run("cat /proc/thread-self/net/" + file)).doesNotContain(shown);
    }

    @Test
    void moreGroupsAreJoinedThanOneSocketTakes() {
        for (int i = 0; i < 50; i++) {
            join("239.2.0." + i, Optional.empty());
        }
        assertThat(memberships()).contains("239.2.0.0", "239.2.0.49");
    }

    @Test
    void whatCannotBeJoinedIsRefusedInOneSentence() {
        assertThatThrownBy(() -> join("10.0.0.1", Optional.empty()))
                .isInstanceOf(LinkException.class)
                .hasMessage("west: 10.0.0.1 cannot be joined, it is not a multicast group");
        assertThatThrownBy(() -> join("ff3e::1", Optional.of(IpAddress.parse("10.0.0.1"))))
                .isInstanceOf(LinkException.class)
                .hasMessage("west: ff3e::1 cannot be joined for 10.0.0.1, it is not a source of IPV6");
        assertThatThrownBy(() -> linux.links().join(4711, IpAddress.parse("239.1.1.1"), Optional.empty()))
                .isInstanceOf(LinkException.class)
                .hasMessage("interface 4711 is gone; 239.1.1.1 cannot be joined there");
        lab.run("ip link del west");
        assertThatThrownBy(() -> join("239.1.1.1", Optional.empty()))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("gone");
    }

    private GroupJoin join(String group, Optional<IpAddress> source) {
        return lab.call(() -> linux.links().join(west, IpAddress.parse(group), source));
    }

    private String memberships() {
        return lab.run("ip maddr show dev west");
    }
}
