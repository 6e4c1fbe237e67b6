package io.mgmrouter.archtest;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.mgmrouter.archtest.Modules.components;
import static io.mgmrouter.archtest.Modules.in;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The rules of the house, one sentence each. */
final class Rules {

    static final String[] PURE = {
        "..fsm..",
        "..codec..",
        "io.mgmrouter.mgm.core..",
        "io.mgmrouter.igmp.policy..",
        "io.mgmrouter.igmp.host..",
        "io.mgmrouter.igmp.history..",
        "io.mgmrouter.igmp.discovery..",
        "io.mgmrouter.pim.policy.."
    };

    private static final DescribedPredicate<JavaClass> OSGI =
            resideInAPackage("org.osgi..").and(not(resideInAPackage("org.osgi.annotation..")));

    /** Configuration types of components, which DS wants as annotations. */
    private static final DescribedPredicate<JavaClass> ANNOTATIONS =
            DescribedPredicate.describe("annotations", JavaClass::isAnnotation);

    private static final DescribedPredicate<JavaClass> THE_OUTSIDE_WORLD = OSGI.or(resideInAnyPackage(
                    "io.netty..", "org.slf4j..", "java.net..", "java.nio.channels..", "java.nio.file.."))
            .or(resideInAPackage("java.io..").and(not(type(Serializable.class))))
            .as("OSGi, Netty, logging, sockets or files");

    private static final DescribedPredicate<JavaClass> THREADS_AND_CHANCE = resideInAPackage("java.util.concurrent..")
            .or(type(Thread.class))
            .or(type(Random.class))
            .as("threads, locks or unseeded randomness");

    static final ArchRule ONLY_LINUX_CALLS_THE_KERNEL = noClasses()
            .that(not(in("bundles/linux", "bundles/lab")))
            .should()
            .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
            .because("native calls, and what they can do to the process, stay in one bundle; the lab moves threads"
                    + " between network namespaces");

    static final ArchRule ONLY_LINUX_AND_FORWARDER_KNOW_NETTY = noClasses()
            .that(not(in("bundles/linux", "forwarder")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty.."))
            .because("a protocol must not depend on how packets reach it");

    static final ArchRule PURE_CODE_TOUCHES_NOTHING = noClasses()
            .that(resideInAnyPackage(PURE))
            .should()
            .dependOnClassesThat(THE_OUTSIDE_WORLD)
            .because("state machines, codecs and the manager's core are functions of their arguments");

    static final ArchRule PURE_CODE_HAS_NO_THREADS = noClasses()
            .that(resideInAnyPackage(PURE))
            .should()
            .dependOnClassesThat(THREADS_AND_CHANCE)
            .because("the loop, or the lock of the rim, makes them run alone; randomness is handed in");

    static final ArchRule PURE_CODE_IS_NOT_SYNCHRONIZED = methods()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage(PURE))
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED)
            .because("the loop, or the lock of the rim, makes them run alone");

    static final ArchRule PURE_CODE_HAS_NO_CLOCK = noClasses()
            .that(resideInAnyPackage(PURE))
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat(type(Clock.class))
            .because("time is an argument, so that a test can move it");

    static final ArchRule ONLY_THE_LOOP_READS_THE_CLOCK = noClasses()
            .that(not(in("bundles/loop", "bundles/lab")))
            .and(not(resideInAPackage("..launcher..")))
            .should()
            .callMethod(System.class, "nanoTime")
            .because("one clock serves all: ControlLoop.now()");

    static final ArchRule ONLY_COMPONENTS_KNOW_OSGI = noClasses()
            .that(not(components()))
            .and(not(ANNOTATIONS))
            .and(not(simpleName("package-info")))
            .and(not(resideInAPackage("..launcher..")))
            .should()
            .dependOnClassesThat(OSGI)
            .because("OSGi is the rim: what is inside runs in a plain test");

    static final ArchRule NO_PROTOCOL_KNOWS_ANOTHER = slices().matching("io.mgmrouter.(igmp|pim)..")
            .should()
            .notDependOnEachOther()
            .because("protocols meet only in the manager");

    static final ArchRule THE_CORE_IS_PRIVATE = noClasses()
            .that(not(in("mgm-impl")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.mgmrouter.mgm.core.."))
            .because("the manager is used through mgm-api");

    static final ArchRule THE_CONTRACT_STANDS_ALONE = standsAlone(in("mgm-api"));

    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().assignedFrom(new PackageSlices())
            .should()
            .beFreeOfCycles()
            .because("what depends on each other belongs into one package");

    private Rules() {}

    static ArchRule standsAlone(DescribedPredicate<JavaClass> module) {
        return classes()
                .that(module)
                .should()
                .onlyDependOnClassesThat(module.or(resideInAnyPackage("java..", "org.osgi.annotation..")))
                .because("a protocol author needs nothing else");
    }
}
