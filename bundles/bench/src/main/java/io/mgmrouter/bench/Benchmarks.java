package io.mgmrouter.bench;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks whose names contain one of the arguments; all if there are none. */
public final class Benchmarks {

    /** As bin/mgm starts the router, but for the size of the heap. */
    private static final String[] JVM = {
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseTransparentHugePages",
        "-XX:+UseCompactObjectHeaders",
        "-Xms2g",
        "-Xmx2g"
    };

    private Benchmarks() {}

    /** @param args as for JMH; patterns of names, {@code -p live=10000}, {@code -jvmArgsAppend ...} */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        CommandLineOptions wanted = new CommandLineOptions(args);
        new Runner(new OptionsBuilder()
                        .parent(wanted)
                        .shouldDoGC(true)
                        .jvmArgs(JVM)
                        .build())
                .run();
    }
}
