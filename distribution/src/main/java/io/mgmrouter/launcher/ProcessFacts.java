package io.mgmrouter.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What the kernel knows about this process; proc(5). */
final class ProcessFacts {

    /** Unit of times in {@code /proc}: USER_HZ is 100 on every Linux architecture we ship for. */
    private static final long TICK_MILLIS = 10;
    /** Start time, the 22nd field; counted behind the command name, which may contain blanks, it is the 20th. */
    private static final int START_TIME = 19;

    private ProcessFacts() {}

    /** Time since the process was started; the start script becomes this process, so its time counts. */
    static Duration age() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            String uptime = Files.readString(Path.of("/proc/uptime"));
            long upMillis = Math.round(Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 1000);
            return Duration.ofMillis(upMillis - Long.parseLong(fields[START_TIME]) * TICK_MILLIS);
        } catch (IOException _) {
            return Duration.ZERO;
        }
    }

    /** Resident memory in megabytes; 0 where the system does not say. */
    static long residentMegabytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }
}
