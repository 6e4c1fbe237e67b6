package io.mgmrouter.testkit.conformance;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * All tests of the contract. An implementation's test class extends this one and says how its manager is started;
 * nothing else is needed.
 */
@DisplayName("The manager's contract")
public abstract class ManagerConformance {

    /** Starts the manager under test, once per test. */
    protected abstract ManagerUnderTest start(ManagerSettings settings, Surroundings surroundings);

    @Nested
    @DisplayName("Registration")
    class Registration extends RegistrationStatements {
        Registration() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("Ownership of interfaces")
    class Ownership extends OwnershipStatements {
        Ownership() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("Coordination with IGMP")
    class IgmpCoordination extends IgmpCoordinationStatements {
        IgmpCoordination() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("Membership calls")
    class MembershipCalls extends MembershipStatements {
        MembershipCalls() {
            super(ManagerConformance.this::start);
        }
    }
}
