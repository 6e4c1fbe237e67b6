package io.mgmrouter.wire;

import io.mgmrouter.lab.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a {@link WireTest} where it cannot run, and leaves a warning that cannot be overlooked. */
final class WireCondition implements ExecutionCondition {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final List<String> ALWAYS = List.of("ip", "nsenter", "timeout");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<WireTest> test = AnnotationSupport.findAnnotation(context.getElement(), WireTest.class);
        return test.flatMap(WireCondition::missing)
                .map(missing -> skipped(context.getDisplayName(), missing))
                .orElseGet(() -> ConditionEvaluationResult.enabled("everything is there"));
    }

    private static ConditionEvaluationResult skipped(String test, String missing) {
        LOG.log(System.Logger.Level.WARNING, "SKIPPED wire test {0}: {1}", test, missing);
        return ConditionEvaluationResult.disabled(missing);
    }

    private static Optional<String> missing(WireTest test) {
        if (!isRoot()) {
            return Optional.of("must be run by root");
        }
        return Stream.concat(ALWAYS.stream(), Stream.of(test.needs()))
                .filter(program -> !isThere(program))
                .findFirst()
                .map(program -> "the program " + program + " is not installed");
    }

    private static boolean isThere(String program) {
        return program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Programs.find(program).isPresent();
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }
}
