package io.mgmrouter.archtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.mgmrouter.archtest.bad.ChannelUser;
import io.mgmrouter.archtest.bad.ClockReader;
import io.mgmrouter.archtest.bad.CoreUser;
import io.mgmrouter.archtest.bad.NativeCaller;
import io.mgmrouter.archtest.bad.RegistryReader;
import io.mgmrouter.archtest.bad.RimComponent;
import io.mgmrouter.archtest.bad.fsm.ImpureState;
import io.mgmrouter.igmp.bad.PimReader;
import io.mgmrouter.pim.bad.IgmpReader;
import org.junit.jupiter.api.Test;

/** Every rule can fail: shown on classes that break it. */
class RulesTest {

    @Test
    void nativeCallsOutsideTheirBundleAreFound() {
        assertThat(broken(Rules.ONLY_LINUX_CALLS_THE_KERNEL, NativeCaller.class))
                .isTrue();
    }

    @Test
    void nettyOutsideItsBundlesIsFound() {
        assertThat(broken(Rules.ONLY_LINUX_AND_FORWARDER_KNOW_NETTY, ChannelUser.class))
                .isTrue();
    }

    @Test
    void aStateMachineThatReadsAStreamIsFound() {
        assertThat(broken(Rules.PURE_CODE_TOUCHES_NOTHING, ImpureState.class)).isTrue();
    }

    @Test
    void aStateMachineWithALockIsFound() {
        assertThat(broken(Rules.PURE_CODE_HAS_NO_THREADS, ImpureState.class)).isTrue();
    }

    @Test
    void aSynchronizedStateMachineIsFound() {
        assertThat(broken(Rules.PURE_CODE_IS_NOT_SYNCHRONIZED, ImpureState.class))
                .isTrue();
    }

    @Test
    void aStateMachineWithAClockIsFound() {
        assertThat(broken(Rules.PURE_CODE_HAS_NO_CLOCK, ImpureState.class)).isTrue();
    }

    @Test
    void aSecondClockIsFound() {
        assertThat(broken(Rules.ONLY_THE_LOOP_READS_THE_CLOCK, ClockReader.class))
                .isTrue();
    }

    @Test
    void osgiBeyondTheRimIsFound() {
        assertThat(broken(Rules.ONLY_COMPONENTS_KNOW_OSGI, RegistryReader.class))
                .isTrue();
    }

    @Test
    void aComponentMayKnowOsgiInItsNestedClassesToo() {
        assertThat(broken(Rules.ONLY_COMPONENTS_KNOW_OSGI, RimComponent.class, RimComponent.Inner.class))
                .isFalse();
    }

    @Test
    void aProtocolThatKnowsAnotherIsFound() {
        assertThat(broken(Rules.NO_PROTOCOL_KNOWS_ANOTHER, PimReader.class, IgmpReader.class))
                .isTrue();
    }

    @Test
    void whoeverReachesIntoTheCoreIsFound() {
        assertThat(broken(Rules.THE_CORE_IS_PRIVATE, CoreUser.class)).isTrue();
    }

    @Test
    void aContractThatLeansOnSomethingElseIsFound() {
        assertThat(broken(Rules.standsAlone(Modules.in("bundles/archtest")), RegistryReader.class))
                .isTrue();
    }

    @Test
    void packagesInACircleAreFound() {
        assertThat(broken(Rules.PACKAGES_HAVE_NO_CYCLES, PimReader.class, IgmpReader.class))
                .isTrue();
    }

    private static boolean broken(ArchRule rule, Class<?>... classes) {
        return rule.allowEmptyShould(true)
                .evaluate(new ClassFileImporter().importClasses(classes))
                .hasViolation();
    }
}
