package io.mgmrouter.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test on real wires: needs root, {@code ip}, {@code nsenter} and {@code timeout}, and what {@link #needs} names. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("wire")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ExtendWith(WireCondition.class)
@interface WireTest {

    /** Programs, by name or path, without which the test is skipped. */
    String[] needs() default {};
}
