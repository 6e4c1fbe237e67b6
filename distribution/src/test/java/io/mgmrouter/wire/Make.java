package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.RouterProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Makes of PIM routers. */
enum Make {
    OURS(EnumSet.allOf(Family.class)) {
        @Override
        Running start(PimNode node) {
            Path folder = node.folder();
            node.plan().ours(families()).write(folder.resolve("mgm.json"));
            RouterProcess process = RouterProcess.start(
                    node.namespace(),
                    Distribution.HOME,
                    folder.resolve("mgm.json"),
                    node.state(),
                    Map.of("MGM_JAVA", Distribution.JAVA.toString()));
            return new Ours(process);
        }
    },
    FRR(EnumSet.of(Family.IPV4)) {
        @Override
        Running start(PimNode node) {
            return FrrRouter.start(node.namespace(), node.plan().frr());
        }
    },
    PIMD(EnumSet.of(Family.IPV4)) {
        @Override
        Running start(PimNode node) {
            return PimdRouter.start(node.namespace(), node.plan().pimd());
        }
    };

    private static final Duration START = Duration.ofSeconds(60);

    private final Set<Family> families;

    Make(Set<Family> families) {
        this.families = families;
    }

    /** With {@code -Dmgm.wire.ours=FRR} another router stands in our place: what does it make of the test? */
    Make orStandIn() {
        return this == OURS ? valueOf(System.getProperty("mgm.wire.ours", name())) : this;
    }

    /** What it speaks. */
    Set<Family> families() {
        return families;
    }

    /** Starts one by the node's plan; it may not be ready yet. */
    abstract Running start(PimNode node);

    /** One of ours. */
    record Ours(RouterProcess process) implements Running {

        void awaitReady() {
            process.awaitReady(START);
        }

        @Override
        public void kill() {
            process.kill();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
