package io.mgmrouter.pim.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One cell of a table of the RFC, or a part of one where the RFC makes a difference.
 *
 * @param after what becomes of it: the state, or the state and what the shell does
 */
public record Row<S, E, R>(S state, E event, R after) {

    /** When the events of a table happen: all deadlines of its states lie around it. */
    public static final Tick NOW = second(1000);

    public static Tick second(int seconds) {
        return new Tick(Duration.ofSeconds(seconds).toNanos());
    }

    /** Fails if a state has no row for an event. */
    public static void assertComplete(Stream<? extends Row<?, ?, ?>> table, Class<?> states, Class<?> events) {
        List<String> cells = Arrays.stream(states.getPermittedSubclasses())
                .filter(Class::isRecord)
                .flatMap(state -> Arrays.stream(events.getPermittedSubclasses()).map(event -> cell(state, event)))
                .toList();

        assertThat(table.map(row -> cell(row.state().getClass(), row.event().getClass())))
                .containsAll(cells);
    }

    private static String cell(Class<?> state, Class<?> event) {
        return state.getSimpleName() + " x " + event.getSimpleName();
    }

    @Override
    public String toString() {
        return state + " x " + event;
    }
}
