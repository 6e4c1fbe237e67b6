package io.mgmrouter.launcher;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@code mgm run}.
 *
 * @param configuration the configuration file; empty for the one of the installation
 * @param state the state directory; empty for the default
 */
record RunOptions(Optional<Path> configuration, Optional<Path> state) {

    static final String USAGE = "usage: mgm run [--conf FILE] [--state DIR]";

    /** @throws StartFailure with exit code 2 for a word that is not an option, or an option without its value */
    static RunOptions parse(List<String> words) throws StartFailure {
        RunOptions options = new RunOptions(Optional.empty(), Optional.empty());
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            options = switch (word) {
                case "--conf" -> new RunOptions(Optional.of(path(word, rest)), options.state);
                case "--state" -> new RunOptions(options.configuration, Optional.of(path(word, rest)));
                default -> throw StartFailure.usage("mgm run has no option " + word + "; " + USAGE);
            };
        }
        return options;
    }

    private static Path path(String option, Iterator<String> rest) throws StartFailure {
        if (!rest.hasNext()) {
            throw StartFailure.usage(option + " needs a value; " + USAGE);
        }
        return Path.of(rest.next()).toAbsolutePath().normalize();
    }
}
