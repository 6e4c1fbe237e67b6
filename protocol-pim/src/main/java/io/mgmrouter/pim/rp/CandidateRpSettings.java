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
 * Valid configuration of {@code io.mgmrouter.pim.candidate-rp~NAME}.
 *
 * @param address as an RP
 * @param groups for which, of both families
 * @param priority 0 to 255; the lowest is chosen
 * @param interval between advertisements
 * @param holdtime how long one counts, in seconds
 */
public record CandidateRpSettings(
        OwnAddress address, List<IpPrefix> groups, int priority, Duration interval, int holdtime) {

    private static final int LONGEST_INTERVAL = 16_383;
    /** An advertisement has an octet for their number. */
    private static final int MOST_GROUPS = 255;

    private static final int LONGEST_HOLDTIME = 65_535;

    public CandidateRpSettings {
        groups = List.copyOf(groups);
    }

    /**
     * Reads one.
     *
     * @param name as in the PID, for messages
     * @throws IllegalArgumentException if a value is missing or not allowed; the message names key, value and range
     */
    public static CandidateRpSettings of(String name, Map<String, Object> properties) {
        SettingsReader reader = new SettingsReader("pim candidate-rp " + name, properties);
        int interval = reader.integer("interval", 60, 1, LONGEST_INTERVAL, "seconds");
        int holdtime = reader.integer("holdtime", Math.max(2, interval * 5 / 2), 2, LONGEST_HOLDTIME, "seconds");
        if (holdtime <= interval) {
            throw reader.refused("holdtime", holdtime, "more than interval, " + interval + " seconds");
        }
        List<IpPrefix> all = List.of(RpAddresses.allGroups(Family.IPV4), RpAddresses.allGroups(Family.IPV6));
        CandidateRpSettings settings = new CandidateRpSettings(
                OwnAddress.read(reader),
                reader.list("groups", all, RpSettings.GROUPS, RpSettings::range),
                reader.integer("priority", 192, 0, 255, ""),
                Duration.ofSeconds(interval),
                holdtime);
        if (!settings.address.isGiven()) {
            reader.text("address", "the RP's address, or its interface with the key interface");
        }
        if (settings.groups.size() > MOST_GROUPS) {
            throw reader.refused("groups", settings.groups.size() + " ranges", "1 to " + MOST_GROUPS);
        }
        return settings;
    }

    /**
     * The part of one family.
     *
     * @param addressOf an interface's domain-wide address of the family; empty if it has none
     * @return empty if there is no address or no range of the family
     */
    public Optional<CandidateRpRole> role(Family family, Function<String, Optional<IpAddress>> addressOf) {
        List<IpPrefix> ofFamily = groups.stream()
                .filter(group -> group.network().family() == family)
                .toList();
        return address.of(family, addressOf)
                .filter(_ -> !ofFamily.isEmpty())
                .map(rp -> new CandidateRpRole(rp, ofFamily, priority, interval, holdtime));
    }
}
