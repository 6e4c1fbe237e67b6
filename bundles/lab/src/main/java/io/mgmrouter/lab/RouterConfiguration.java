package io.mgmrouter.lab;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts together a router's configuration file: one object of properties per PID (OSGi Configurator). */
public final class RouterConfiguration {

    private static final JsonWriterFactory PRETTY =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    private static final String PREFIX = "io.mgmrouter.";
    private static final String IGMP = "igmp";
    private static final String INTERFACE = ".interface~";

    private final Map<String, Map<String, Object>> pids = new LinkedHashMap<>();

    /** IGMP, with its defaults, on these interfaces. */
    public static RouterConfiguration igmpOn(String... interfaces) {
        return new RouterConfiguration().on(IGMP, interfaces);
    }

    /** A protocol, {@code igmp} or {@code mld}, with its defaults, on these interfaces. */
    public RouterConfiguration on(String protocol, String... interfaces) {
        for (String name : interfaces) {
            of(protocol, name, "interface", name);
        }
        return this;
    }

    /** Sets a property of a protocol, which holds on every interface that does not say otherwise. */
    public RouterConfiguration of(String protocol, String key, Object value) {
        return set(PREFIX + protocol, key, value);
    }

    /** Sets a property of a protocol on one interface. */
    public RouterConfiguration of(String protocol, String interfaceName, String key, Object value) {
        return set(PREFIX + protocol + INTERFACE + interfaceName, key, value);
    }

    /** Sets a property of IGMP, which holds on every interface that does not say otherwise. */
    public RouterConfiguration igmp(String key, Object value) {
        return of(IGMP, key, value);
    }

    /** Sets a property of IGMP on one interface. */
    public RouterConfiguration igmp(String interfaceName, String key, Object value) {
        return of(IGMP, interfaceName, key, value);
    }

    /** Sets any property; a number gets the type that the Configurator wants to be told. */
    public RouterConfiguration set(String pid, String key, Object value) {
        String typed = value instanceof Integer ? key + ":Integer" : key;
        pids.computeIfAbsent(pid, _ -> new LinkedHashMap<>()).put(typed, value);
        return this;
    }

    public String toJson() {
        JsonObjectBuilder file = Json.createObjectBuilder();
        pids.forEach((pid, properties) -> file.add(pid, Json.createObjectBuilder(properties)));
        var text = new StringWriter();
        try (var writer = PRETTY.createWriter(text)) {
            writer.write(file.build());
        }
        return text + "\n";
    }

    /** Writes it, over what was there. */
    public Path write(Path file) {
        try {
            return Files.writeString(file, toJson());
        } catch (IOException e) {
            throw new LabException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
