package io.mgmrouter.itest;

import io.mgmrouter.testkit.conformance.ManagerConformance;
import io.mgmrouter.testkit.conformance.ManagerSettings;
import io.mgmrouter.testkit.conformance.ManagerUnderTest;
import io.mgmrouter.testkit.conformance.Surroundings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/** The contract once more, of the manager as a bundle: one framework for all tests, the manager started for each. */
@DisplayName("The manager's contract, in a real framework")
class ConformanceIT extends ManagerConformance {

    private static EmbeddedRouter framework;
    private static Path bundles;

    @BeforeAll
    static void startFramework(@TempDir Path directory) throws Exception {
        framework = EmbeddedRouter.with().sharingApi().start();
        bundles = directory;
    }

    @AfterAll
    static void stopFramework() throws Exception {
        framework.close();
    }

    @Override
    protected ManagerUnderTest start(ManagerSettings settings, Surroundings surroundings) {
        return new BundledManager(framework, bundles, settings, surroundings);
    }
}
