package io.mgmrouter.pim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configurations of one kind, by an id of their owner's. A value that is not allowed leaves the configuration as it
 * was before. For the loop's thread.
 *
 * @param <T> what a valid one is
 */
final class Configurations<T> {

    private final Reader<T> reader;
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    /** Makes settings of properties. */
    @FunctionalInterface
    interface Reader<T> {

        /** @throws IllegalArgumentException if a value is not allowed; the message says so */
        T read(String id, Map<String, Object> properties);
    }

    private static final class Entry<T> {
        private Map<String, Object> properties = Map.of();
        private Optional<T> settings = Optional.empty();
        private Optional<String> problem = Optional.empty();
    }

    Configurations(Reader<T> reader) {
        this.reader = reader;
    }

    void put(String id, Map<String, Object> properties) {
        entries.computeIfAbsent(id, _ -> new Entry<>()).properties = Map.copyOf(properties);
        read(id);
    }

    void remove(String id) {
        entries.remove(id);
    }

    /** What they are read beside has changed. */
    void readAgain() {
        entries.keySet().forEach(this::read);
    }

    /** The valid ones, the oldest first. */
    List<T> valid() {
        List<T> valid = new ArrayList<>();
        entries.values().forEach(entry -> entry.settings.ifPresent(valid::add));
        return valid;
    }

    /** What is wrong with one of them, in one sentence. */
    Optional<String> problem() {
        return entries.values().stream()
                .flatMap(entry -> entry.problem.stream())
                .findFirst();
    }

    private void read(String id) {
        Entry<T> entry = entries.get(id);
        try {
            entry.settings = Optional.of(reader.read(id, entry.properties));
            entry.problem = Optional.empty();
        } catch (IllegalArgumentException e) {
            entry.problem = Optional.of(e.getMessage());
        }
    }
}
