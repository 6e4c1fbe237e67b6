package io.mgmrouter.loop.thread;

import static java.util.Comparator.comparing;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.loop.LoopStatistics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Opens loops, watches them, and shows them to operators. */
@Component(
        service = {OpenLoopsComponent.class, ControlCommand.class},
        configurationPid = "io.mgmrouter.loop",
        property = {
            ControlCommand.COMMAND + "=show loops",
            ControlCommand.HELP + "=control loops of the bundles: work done, failed, dropped and waiting"
        })
@Designate(ocd = OpenLoopsComponent.Config.class)
public final class OpenLoopsComponent implements ControlCommand {

    @ObjectClassDefinition(id = "io.mgmrouter.loop", name = "Control loops")
    @interface Config {
        @AttributeDefinition(
                description = "Packets that may wait in one loop, 1 to 16777216; more are dropped and counted."
                        + " A changed value counts for loops opened from then on",
                min = "1",
                max = "16777216")
        int inbox_size() default 65_536;

        @AttributeDefinition(
                description = "How long one piece of work may hold its loop before its stack is logged,"
                        + " in milliseconds, 10 to 60000",
                min = "10",
                max = "60000")
        int watchdog_limit() default 1_000;
    }

    private final Set<ThreadedControlLoop> loops = ConcurrentHashMap.newKeySet();
    private volatile LoopSettings settings;
    private final Watchdog watchdog = new Watchdog(() -> loops, () -> settings.watchdogLimit());

    @Activate
    public OpenLoopsComponent(Config config) {
        settings = settings(config);
    }

    @Activate
    void activate() {
        watchdog.start();
    }

    @Modified
    void modified(Config config) {
        settings = settings(config);
    }

    @Deactivate
    void deactivate() {
        watchdog.close();
    }

    @Override
    public Report run(List<String> arguments) throws CommandException {
        if (!arguments.isEmpty()) {
            throw new CommandException("show loops takes no arguments, not \"" + String.join(" ", arguments) + "\"");
        }
        return report(loops);
    }

    ThreadedControlLoop open(String name) {
        ThreadedControlLoop loop = new ThreadedControlLoop(name, settings.inboxSize()).start();
        loops.add(loop);
        return loop;
    }

    void close(ThreadedControlLoop loop) {
        loop.close();
        loops.remove(loop);
    }

    private static LoopSettings settings(Config config) {
        return new LoopSettings(config.inbox_size(), Duration.ofMillis(config.watchdog_limit()));
    }

    private static Report report(Collection<ThreadedControlLoop> loops) {
        Report.Builder table =
                Report.of("loops", "loop", "executed", "failed", "dropped", "queued", "longestMillis", "busyMillis");
        loops.stream().sorted(comparing(ThreadedControlLoop::name)).forEach(loop -> addRow(table, loop));
        return table.build();
    }

    private static void addRow(Report.Builder table, ThreadedControlLoop loop) {
        LoopStatistics statistics = loop.statistics();
        table.row(
                loop.name(),
                statistics.executed(),
                statistics.failed(),
                statistics.dropped(),
                statistics.queued(),
                statistics.longest().toMillis(),
                loop.meter().busyFor() / 1_000_000);
    }
}
