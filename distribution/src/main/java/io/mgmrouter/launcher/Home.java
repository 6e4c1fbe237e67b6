package io.mgmrouter.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The installation: a directory with {@code bundles/NN/*.jar} and {@code conf/}.
 *
 * @param root the directory
 */
record Home(Path root) {

    /** A bundle to be started at a start level, which is the name of its directory. */
    record BundleFile(Path file, int startLevel) {}

    Path defaultConfiguration() {
        return root.resolve("conf/router.json");
    }

    /** All bundles, in the order of their start levels, then by name. */
    List<BundleFile> bundles() throws StartFailure {
        List<BundleFile> bundles = new ArrayList<>();
        for (Path level : sorted(root.resolve("bundles"))) {
            for (Path file : sorted(level)) {
                bundles.add(new BundleFile(file, startLevel(level)));
            }
        }
        return bundles;
    }

    /** {@code conf/framework.properties}, overridden by system properties that begin with {@code mgm.}. */
    Map<String, String> frameworkProperties() throws StartFailure {
        Path file = root.resolve("conf/framework.properties");
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw StartFailure.failed(
                    "cannot read " + file + ": " + e.getMessage() + "; the installation is incomplete");
        }
        properties.putAll(ours(System.getProperties()));
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    private static Map<String, String> ours(Properties system) {
        return system.stringPropertyNames().stream()
                .filter(key -> key.startsWith("mgm."))
                .collect(Collectors.toMap(Function.identity(), system::getProperty));
    }

    private static int startLevel(Path directory) throws StartFailure {
        try {
            return Integer.parseInt(directory.getFileName().toString());
        } catch (NumberFormatException _) {
            throw StartFailure.failed(directory + " is not named after a start level, such as 05");
        }
    }

    private static List<Path> sorted(Path directory) throws StartFailure {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted(Comparator.comparing(Path::getFileName)).toList();
        } catch (IOException e) {
            throw StartFailure.failed(
                    "cannot read " + directory + ": " + e.getMessage() + "; the installation is incomplete");
        }
    }
}
