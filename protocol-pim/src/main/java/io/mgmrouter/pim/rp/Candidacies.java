package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The RPs this router offers to be, and what each bootstrap router has been told of them. */
final class Candidacies {

    /**
     * An RP and a zone some of whose groups it is for.
     *
     * @param groups those
     */
    record Candidacy(CandidateRpRole role, Optional<IpPrefix> zone, List<IpPrefix> groups) {

        CandidateRpAdvertisement message(int holdtime) {
            return new CandidateRpAdvertisement(role.priority(), holdtime, role.address(), groups);
        }
    }

    private final RandomGenerator random;
    private final Map<Candidacy, CandidateRpState> states = new HashMap<>();

    Candidacies(RandomGenerator random) {
        this.random = random;
    }

    Map<Candidacy, CandidateRpState> states() {
        return Map.copyOf(states);
    }

    /** Puts others in the place of those there were, and withdraws those that are no more. */
    List<BsrAction> configure(List<Candidacy> others) {
        List<BsrAction> actions = new ArrayList<>();
        states.forEach((candidacy, state) -> {
            if (!others.contains(candidacy) && state instanceof CandidateRpState.Advertising(var bsr, _, _)) {
                actions.add(new BsrAction.Advertise(bsr, candidacy.message(0)));
            }
        });
        states.keySet().retainAll(others);
        others.forEach(candidacy -> states.putIfAbsent(candidacy, new CandidateRpState.Silent()));
        return actions;
    }

    /** Says which bootstrap router a zone has; empty for none, or this router. */
    void bsrIs(Optional<IpPrefix> zone, Optional<IpAddress> bsr, Tick now) {
        states.replaceAll((candidacy, state) -> candidacy.zone().equals(zone)
                ? CandidateRpState.step(state, new CandidateRpState.Event.BsrIs(bsr, backoff()), now)
                        .next()
                : state);
    }

    List<BsrAction> timerDue(Tick now) {
        List<BsrAction> actions = new ArrayList<>();
        states.replaceAll((candidacy, state) -> {
            CandidateRpRole role = candidacy.role();
            var event = new CandidateRpState.Event.TimerDue(backoff(), role.interval());
            CandidateRpState.Step step = CandidateRpState.step(state, event, now);
            if (step.action() == CandidateRpState.Action.ADVERTISE
                    && state instanceof CandidateRpState.Advertising(var bsr, _, _)) {
                actions.add(new BsrAction.Advertise(bsr, candidacy.message(role.holdtime())));
            }
            return step.next();
        });
        return actions;
    }

    Optional<Tick> due() {
        return states.values().stream().flatMap(state -> state.due().stream()).reduce(Tick::earlier);
    }

    private Duration backoff() {
        return Duration.ofMillis(random.nextLong(CandidateRpState.BACKOFF.toMillis() + 1));
    }
}
