package io.mgmrouter.mgm.model;

import io.mgmrouter.mgm.core.CoreContents;
import io.mgmrouter.mgm.core.MgmSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Steps from an empty manager on, and afterwards: everybody leaves, all time passes, nothing may remain.
 *
 * @param hold true if clients whose bundle stops are held
 * @param wildcards true if the forwarder takes (*,G) entries
 */
record Scenario(boolean hold, boolean wildcards, List<Step> steps) {

    private static final Duration LONG = Duration.ofSeconds(3000);

    /** Every how many steps the tables are compared in a first run. */
    private static final int NOW_AND_THEN = 25;

    private static final List<Step> EVERYBODY_LEAVES = everybodyLeaves();

    private static List<Step> everybodyLeaves() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Pass(Duration.ofSeconds(1)));
        for (int client = World.CLIENTS.size() - 1; client >= 0; client--) {
            steps.add(new Step.Uninstall(client));
        }
        steps.add(new Step.Pass(LONG));
        return steps;
    }

    /** Empty if core and reference agree; else how they differ. */
    Optional<String> run(boolean thorough) {
        MgmSettings defaults = MgmSettings.DEFAULTS;
        SideBySide sides = new SideBySide(hold ? defaults : defaults.withHold(Duration.ZERO), wildcards);
        int done = 0;
        try {
            for (Step step : steps) {
                done++;
                sides.run(step);
                if (thorough || done % NOW_AND_THEN == 0 || done == steps.size()) {
                    sides.compareAll();
                }
            }
            EVERYBODY_LEAVES.forEach(sides::run);
            sides.compareAll();
            Comparison.equal("what is left in the end", List.of(), CoreContents.of(sides.core));
            return Optional.empty();
        } catch (SideBySide.Undecided _) {
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            String where = e instanceof AssertionError
                    ? ""
                    : Stream.of(e.getStackTrace())
                            .limit(8)
                            .map(Object::toString)
                            .collect(Collectors.joining("\n    ", "\n    ", ""));
            return Optional.of("after step " + done + ", " + e + where);
        }
    }

    @Override
    public String toString() {
        return (hold ? "with" : "without") + " hold, " + (wildcards ? "with" : "without") + " wildcards:"
                + steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
    }
}
