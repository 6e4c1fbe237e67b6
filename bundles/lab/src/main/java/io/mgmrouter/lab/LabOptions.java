package io.mgmrouter.lab;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What the program was asked to do.
 *
 * @param keep leave everything running when the checks are done
 * @param watch how long receivers receive before the first one leaves, 1 to 3600 s
 */
record LabOptions(boolean help, boolean keep, Duration watch) {

    static final String HELP = """
        Usage: mgm lab [--keep] [--seconds N] [--help]

        Builds a small network of namespaces on this machine, starts the router in it, lets hosts
        join and leave, and checks what arrives where:

          source 10.1.0.2 ---- router ---- r1 10.2.0.2   IGMPv2 and MLDv1, joins (*,G)
                          eth1    eth2
                                  eth3 --- r2 10.3.0.2   IGMPv3 and MLDv2, joins (*,G)
                                  eth4 --- r3 10.4.0.2   IGMPv3 and MLDv2, joins (S,SSM)

        G is 239.1.0.1 and ff0e::1:1, SSM is 232.1.0.1 and ff3e::8000:1, S is the source. 10.N.0.2 is
        2001:db8:N::2 too; on a machine without IPv6 all is IPv4.

          --keep       when the checks are done, leave all of it running until Ctrl-C
          --seconds N  how long to receive before the first host leaves; 1 to 3600, default 5
          --help       this text

        Ends with status 0 if all checks pass, 1 if one fails, 2 if it could not run at all.
        Nothing outside its own namespaces is touched, and nothing is left behind.
        """;

    private static final int MOST_SECONDS = 3600;
    private static final LabOptions DEFAULT = new LabOptions(false, false, Duration.ofSeconds(5));

    /** @throws LabException if an option is unknown or its value out of range */
    static LabOptions parse(List<String> arguments) {
        LabOptions options = DEFAULT;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            options = switch (option) {
                case "--help", "-h" -> new LabOptions(true, options.keep, options.watch);
                case "--keep" -> new LabOptions(options.help, true, options.watch);
                case "--seconds" -> new LabOptions(options.help, options.keep, seconds(rest));
                default ->
                    throw new LabException(
                            "unknown option '%s'; there are --keep, --seconds N and --help".formatted(option));
            };
        }
        return options;
    }

    private static Duration seconds(Iterator<String> rest) {
        String text = rest.hasNext() ? rest.next() : "";
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_SECONDS) {
            throw new LabException("--seconds is '%s', but must be 1 to %d".formatted(text, MOST_SECONDS));
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }
}
