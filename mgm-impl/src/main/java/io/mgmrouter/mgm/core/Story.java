package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How one entry was decided upon, step by step. Kept per entry, hence packed: the parts of a step are told apart by
 * their types. The first interface of a step is the one it is about, the others are its list.
 */
final class Story {

    private final long began;
    /** Microseconds until the last step; the steps between are given the time of the first. */
    private final int took;

    private final Steps steps;

    private Story(Tick began, Tick ended, Steps steps) {
        this.began = began.nanos();
        this.took = (int) Math.min(Integer.MAX_VALUE, ended.since(began).toNanos() / 1_000);
        this.steps = steps;
    }

    /** A story while it goes on. */
    static final class Draft {
        private final Tick began;
        private final List<Object> parts = new ArrayList<>(16);

        /** @param with what is to be said of the first step; null for nothing */
        Draft(Decision.Kind first, Object with, Tick began) {
            this.began = began;
            step(first, with);
        }

        /** One more step: a kind and its parts; those that are null are left out. */
        void step(Decision.Kind kind, Object... with) {
            parts.add(kind);
            for (Object part : with) {
                if (part != null) {
                    parts.add(part);
                }
            }
        }

        /** A step with a list of interfaces. */
        void step(Decision.Kind kind, ComponentId client, InterfaceId iif, Iterable<InterfaceId> interfaces) {
            step(kind, client, iif);
            interfaces.forEach(parts::add);
        }

        Story end(Tick now, Steps.Pool pool) {
            return new Story(began, now, pool.shared(new Steps(parts.toArray())));
        }
    }

    /** True if an interface with this index plays a part. */
    boolean names(InterfaceId wanted) {
        for (Object part : steps.parts) {
            if (part instanceof InterfaceId id && Explainer.matches(wanted, id)) {
                return true;
            }
        }
        return false;
    }

    /** Tells the steps in order. */
    void tell(SourceGroup about, Tick now, Consumer<Decision> listener) {
        Object[] parts = steps.parts;
        int end;
        for (int start = 0; start < parts.length; start = end) {
            end = start + 1;
            while (end < parts.length && !(parts[end] instanceof Decision.Kind)) {
                end++;
            }
            Duration age = now.since(new Tick(began));
            listener.accept(step(start, end, about, end == parts.length ? age.minusNanos(took * 1_000L) : age));
        }
    }

    private Decision step(int start, int end, SourceGroup about, Duration age) {
        Object[] parts = steps.parts;
        ComponentId client = null;
        Object detail = null;
        List<InterfaceId> interfaces = new ArrayList<>();
        for (int i = start + 1; i < end; i++) {
            switch (parts[i]) {
                case ComponentId id -> client = id;
                case InterfaceId id -> interfaces.add(id);
                default -> detail = parts[i];
            }
        }
        return new Decision(
                age,
                (Decision.Kind) parts[start],
                Optional.of(about),
                Optional.ofNullable(client),
                interfaces.stream().findFirst(),
                interfaces.subList(Math.min(1, interfaces.size()), interfaces.size()),
                Optional.empty(),
                Explainer.detail(detail));
    }
}
