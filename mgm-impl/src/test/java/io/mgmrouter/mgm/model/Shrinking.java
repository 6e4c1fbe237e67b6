package io.mgmrouter.mgm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a failing scenario small: ever shorter runs of steps are left out as long as it fails without them. */
final class Shrinking {

    private Shrinking() {}

    static Scenario smallest(Scenario failing) {
        Scenario best = failing;
        for (int run = Math.max(1, best.steps().size() / 2); run > 0; run /= 2) {
            Optional<Scenario> shorter;
            do {
                shorter = without(best, run);
                best = shorter.orElse(best);
            } while (shorter.isPresent());
        }
        return best;
    }

    /** The first failing scenario that lacks {@code run} steps in a row. */
    private static Optional<Scenario> without(Scenario scenario, int run) {
        List<Step> steps = scenario.steps();
        for (int from = steps.size() - run; from >= 0; from--) {
            List<Step> rest = new ArrayList<>(steps.subList(0, from));
            rest.addAll(steps.subList(from + run, steps.size()));
            Scenario candidate = new Scenario(scenario.hold(), scenario.wildcards(), rest);
            if (candidate.run(true).isPresent()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
