package io.mgmrouter.launcher;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What can be configured, by PID.
 *
 * @param classes the configurable components
 */
record Metatype(Map<String, ObjectClass> classes) {

    /**
     * The configuration of one component.
     *
     * @param pid its PID
     * @param factory true if there may be several, each with a name
     * @param attributes its keys
     */
    record ObjectClass(String pid, boolean factory, Map<String, Attribute> attributes) {}

    /**
     * One key.
     *
     * @param id its name
     * @param type {@code Integer}, {@code String}, {@code Boolean}, ... as the metatype specification names them
     * @param many true if the value may be a list
     * @param mandatory true if it must be given
     * @param min smallest value, empty if there is none
     * @param max largest value
     * @param options the only values allowed; empty if there is no such list
     */
    record Attribute(
            String id,
            String type,
            boolean many,
            boolean mandatory,
            Optional<String> min,
            Optional<String> max,
            Collection<String> options) {}

    Metatype {
        classes = new TreeMap<>(classes);
    }

    Optional<ObjectClass> find(String pid) {
        return Optional.ofNullable(classes.get(pid));
    }
}
