package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.settings.Clauses;
import io.mgmrouter.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code io.mgmrouter.pim.rp~NAME} and {@code io.mgmrouter.pim.embedded-rp}. */
public final class RpSettings {

    /** How a range is written, for messages. */
    static final String GROUPS = "a range of groups such as 239.0.0.0/8 or ff08::/16";

    private static final int LAST = 1000;

    private RpSettings() {}

    /**
     * A static RP.
     *
     * @param name as in the PID, for messages
     * @throws IllegalArgumentException if a value is missing or not allowed; the message names key, value and range
     */
    public static StaticRp staticRp(String name, Map<String, Object> properties) {
        SettingsReader reader = new SettingsReader("pim rp " + name, properties);
        IpAddress address = address(reader);
        Family family = address.family();
        return new StaticRp(
                address,
                groups(reader, List.of(RpAddresses.allGroups(family)), family),
                reader.integer("order", 0, 0, LAST, ""),
                reader.flag("override.bsr", true),
                peers(reader, address));
    }

    /** Whether groups of ff70::/12 have the RP they contain. */
    public static boolean embeddedRp(Map<String, Object> properties) {
        return new SettingsReader("pim embedded-rp", properties).flag("enabled", true);
    }

    /** A range, of either family. */
    static IpPrefix range(String text) {
        return Clauses.groups(text, IpPrefix.parse(text).network().family());
    }

    private static List<IpPrefix> groups(SettingsReader reader, List<IpPrefix> fallback, Family family) {
        List<IpPrefix> groups = reader.list("groups", fallback, GROUPS, text -> Clauses.groups(text, family));
        if (groups.isEmpty()) {
            throw reader.refused("groups", groups, GROUPS);
        }
        return groups;
    }

    private static IpAddress address(SettingsReader reader) {
        String text = reader.text("address", "the address of the RP");
        try {
            return OwnAddress.usable(text);
        } catch (IllegalArgumentException e) {
            throw reader.refused("address", text, "a unicast address that is not link-local");
        }
    }

    private static Set<IpAddress> peers(SettingsReader reader, IpAddress rp) {
        String syntax = "addresses of the routers that share the RP's, other than that one";
        return Set.copyOf(reader.list("anycast.peers", List.<IpAddress>of(), syntax, text -> peer(text, rp)));
    }

    private static IpAddress peer(String text, IpAddress rp) {
        IpAddress peer = OwnAddress.usable(text);
        if (peer.family() != rp.family() || peer.equals(rp)) {
            throw new IllegalArgumentException("it is not a router's own address beside " + rp);
        }
        return peer;
    }
}
