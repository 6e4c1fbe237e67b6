package io.mgmrouter.control.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BundleNameTest {

    @Test
    void aBundleIsNamedByIdSymbolicNameOrTheEndOfIt() {
        Optional<String> name = Optional.of("io.mgmrouter.protocol-igmp");

        assertThat(BundleName.matches("12", 12, name)).isTrue();
        assertThat(BundleName.matches("io.mgmrouter.protocol-igmp", 12, name)).isTrue();
        assertThat(BundleName.matches("protocol-igmp", 12, name)).isTrue();
        assertThat(BundleName.matches("igmp", 12, name)).isFalse();
        assertThat(BundleName.matches("12", 13, Optional.empty())).isFalse();
    }
}
