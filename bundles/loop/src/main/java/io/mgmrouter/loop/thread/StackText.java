package io.mgmrouter.loop.thread;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A thread's stack in one log value, innermost call first. */
final class StackText {

    private static final int FRAMES = 20;

    private StackText() {}

    static String of(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
    }
}
