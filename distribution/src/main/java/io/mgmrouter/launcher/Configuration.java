package io.mgmrouter.launcher;

import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A configuration file in the JSON form of the OSGi Configurator: PIDs, each with keys and values.
 *
 * @param file where it was read from
 * @param entries one per PID, in the order of the file
 */
record Configuration(Path file, List<Entry> entries) {

    /**
     * The configuration of one component.
     *
     * @param pid as written: {@code io.mgmrouter.igmp}, or with a name for one of several, {@code ...interface~eth1}
     * @param settings its keys and values
     * @param line line of the file it begins on, from 1
     */
    record Entry(String pid, List<Setting> settings, int line) {

        private static final char NAME_MARK = '~';

        /** The PID without the name behind {@code ~}. */
        String basePid() {
            return name().isPresent() ? pid.substring(0, pid.indexOf(NAME_MARK)) : pid;
        }

        Optional<String> name() {
            int mark = pid.indexOf(NAME_MARK);
            return mark < 0 ? Optional.empty() : Optional.of(pid.substring(mark + 1));
        }

        Optional<Setting> setting(String key) {
            return settings.stream()
                    .filter(setting -> setting.key().equals(key))
                    .findFirst();
        }
    }

    /**
     * One key and its value.
     *
     * @param key name without the type
     * @param type what stands behind the colon: {@code Integer} of {@code query.interval:Integer}; empty if nothing
     * @param value as written
     * @param line line of the file, from 1
     */
    record Setting(String key, String type, JsonValue value, int line) {}
}
