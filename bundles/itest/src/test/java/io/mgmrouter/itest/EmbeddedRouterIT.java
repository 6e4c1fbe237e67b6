package io.mgmrouter.itest;

import static io.mgmrouter.itest.EmbeddedRouter.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.MulticastGroupManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

@Timeout(60)
class EmbeddedRouterIT {

    @TempDir
    private Path directory;

    @Test
    void helpAnswersOverTheSocketWithTheApiFromItsBundle() throws Exception {
        try (EmbeddedRouter router = EmbeddedRouter.with("loop", "control").start()) {
            assertThat(router.ask("help")).startsWith("OK\nCOMMAND").contains("show loops", "show mfe", "bundle");
            assertThat(router.ask("show clients")).startsWith("ERROR the manager is not running");
        }
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().equals("loop-watchdog"));
    }

    @Test
    void eachBundleHasALoopOfItsOwnThatEndsWithIt() throws Exception {
        try (EmbeddedRouter router = EmbeddedRouter.with("loop", "control").start()) {
            Bundle one = router.install(user("acme.one"));
            Bundle two = router.install(user("acme.two"));
            assertThat(loops()).containsExactlyInAnyOrder("acme.one", "acme.two");
            assertThat(router.ask("show loops")).contains("acme.one", "acme.two");

            one.stop();
            assertThat(loops()).containsExactly("acme.two");

            two.uninstall();
            assertThat(loops()).isEmpty();
        }
    }

    @Test
    void aLoopEndsWithTheBundleThatProvidesIt() throws Exception {
        try (EmbeddedRouter router = EmbeddedRouter.with("loop", "control").start()) {
            router.install(user("acme.one"));

            router.bundle("loop").stop();

            assertThat(loops()).isEmpty();
            assertThat(router.ask("show loops")).startsWith("ERROR there is no command");
        }
    }

    @Test
    void configurationReachesTheComponentAndABadOneIsRefused() throws Exception {
        try (EmbeddedRouter router = EmbeddedRouter.with("loop", "control")
                .configured("io.mgmrouter.loop", Map.of("inbox.size", 7))
                .start()) {
            assertThat(router.ask("show loops")).startsWith("OK");

            router.configure("io.mgmrouter.loop", Map.of("inbox.size", 0));

            awaitThat("the refusal", () -> !answersShowLoops(router));
        }
    }

    @Test
    void bundlesAreInstalledUpdatedStoppedAndRemovedByCommand() throws Exception {
        try (EmbeddedRouter router = EmbeddedRouter.with("loop", "control").start()) {
            assertThat(router.ask("bundle install " + user("acme.one"))).startsWith("OK").contains("active");
            assertThat(loops()).containsExactly("acme.one");
            assertThat(router.ask("bundle install " + directory.resolve("acme.one-1.0.0.jar")))
                    .startsWith("ERROR bundle acme.one has been installed from");

            Path second = TestBundle.named("acme.one").version("2.0.0").in(directory);
            assertThat(router.ask("bundle update acme.one " + second)).startsWith("OK").contains("2.0.0");
            assertThat(loops()).as("the second version asks for none").isEmpty();

            assertThat(router.ask("bundle stop acme.one")).startsWith("OK").contains("resolved");
            assertThat(router.ask("bundle start acme.one")).startsWith("OK").contains("active");
            assertThat(router.ask("bundle uninstall acme.one")).startsWith("OK").contains("uninstalled");
            assertThat(router.ask("bundle uninstall acme.one")).startsWith("ERROR there is no bundle acme.one");
            assertThat(router.ask("bundle stop 0")).startsWith("ERROR bundle 0 is the framework itself");
            assertThat(router.ask("bundle install /nowhere.jar")).startsWith("ERROR there is no file /nowhere.jar");
        }
    }

    @Test
    void theControlBundleMayBeStoppedByItsOwnCommand() throws Exception {
        try (EmbeddedRouter router = EmbeddedRouter.with("loop", "control").start()) {
            assertThat(router.ask("bundle stop control")).startsWith("OK").contains("resolved");

            router.bundle("control").start();
            assertThat(router.ask("help")).startsWith("OK");
        }
    }

    @Test
    void theManagerIsReachedThroughItsServiceWhenTheApiIsShared() throws Exception {
        try (EmbeddedRouter router =
                EmbeddedRouter.with("loop", "control", "mgm-impl").sharingApi().start()) {
            assertThat(router.await(MulticastGroupManager.class).clients()).isEmpty();
            assertThat(router.ask("show clients --json")).isEqualTo("OK\n{\"clients\":[]}\n");
        }
    }

    private Path user(String name) throws Exception {
        return TestBundle.named(name).startedBy(LoopUserActivator.class).in(directory);
    }

    private static List<String> loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("acme."))
                .toList();
    }

    private static boolean answersShowLoops(EmbeddedRouter router) {
        try {
            return router.ask("show loops").startsWith("OK");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
