package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Valid configuration of {@code io.mgmrouter.pim.bsr}.
 *
 * @param candidate whether this router stands for election
 * @param address by which it does
 * @param priority 0 to 255; the highest is elected
 * @param hashMaskLengths in the order of {@link Family}
 * @param interval between Bootstrap messages
 * @param timeout without Bootstrap messages, until another one is elected
 * @param accept whether Bootstrap messages count
 * @param zones administratively scoped ranges for which it stands beside all other groups
 * @param mappingLimit largest number of RPs of all ranges of a zone
 */
public record BsrSettings(
        boolean candidate,
        OwnAddress address,
        int priority,
        List<Integer> hashMaskLengths,
        Duration interval,
        Duration timeout,
        boolean accept,
        List<IpPrefix> zones,
        int mappingLimit) {

    private static final int LONGEST_INTERVAL = 3600;

    public BsrSettings {
        hashMaskLengths = List.copyOf(hashMaskLengths);
        zones = List.copyOf(zones);
    }

    /** @throws IllegalArgumentException if a value is not allowed; the message names key, value and range */
    public static BsrSettings of(Map<String, Object> properties) {
        SettingsReader reader = new SettingsReader("pim bsr", properties);
        int interval = reader.integer("interval", 60, 1, LONGEST_INTERVAL, "seconds");
        int timeout = reader.integer("timeout", 2 * interval + 10, 2, 4 * LONGEST_INTERVAL, "seconds");
        if (timeout <= interval) {
            throw reader.refused("timeout", timeout, "more than interval, " + interval + " seconds");
        }
        BsrSettings settings = new BsrSettings(
                reader.flag("candidate", false),
                OwnAddress.read(reader),
                reader.integer("priority", 64, 0, 255, ""),
                List.of(
                        reader.integer("hash.mask.length", 30, 0, 32, ""),
                        reader.integer("hash.mask.length.ipv6", 126, 0, 128, "")),
                Duration.ofSeconds(interval),
                Duration.ofSeconds(timeout),
                reader.flag("accept", true),
                reader.list("zones", List.of(), RpSettings.GROUPS, RpSettings::range),
                reader.integer("mapping.limit", 4096, 1, 100_000, ""));
        settings.check(reader);
        return settings;
    }

    private void check(SettingsReader reader) {
        if (candidate && !address.isGiven()) {
            throw reader.refused("candidate", true, "false, unless address or interface says by which address");
        }
        if (candidate && !accept) {
            throw reader.refused("accept", false, "true for a candidate, which must hear of better ones");
        }
        if (zones.size() > Bootstrapping.ZONE_LIMIT) {
            throw reader.refused("zones", zones, "at most " + Bootstrapping.ZONE_LIMIT + " ranges");
        }
    }

    /**
     * The part of one family; it stands for election if it has an address of it.
     *
     * @param addressOf an interface's domain-wide address of the family; empty if it has none
     */
    public BsrRole role(Family family, Function<String, Optional<IpAddress>> addressOf) {
        return new BsrRole(
                family,
                candidate ? address.of(family, addressOf) : Optional.empty(),
                priority,
                hashMaskLengths.get(family.ordinal()),
                interval,
                timeout,
                accept,
                zones.stream().filter(zone -> zone.network().family() == family).toList(),
                mappingLimit);
    }
}
