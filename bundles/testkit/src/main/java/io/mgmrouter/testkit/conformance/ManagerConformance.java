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
    @DisplayName("Ownership, each family by itself")
    class FamilyOwnership extends FamilyOwnershipStatements {
        FamilyOwnership() {
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

    @Nested
    @DisplayName("Join and prune alerts for (*,G), IPv4")
    class StarGAlerts extends StarGAlertStatements {
        StarGAlerts() {
            super(ManagerConformance.this::start, Router.SG);
        }
    }

    @Nested
    @DisplayName("Join and prune alerts for (*,G), IPv6")
    class StarGAlertsIpv6 extends StarGAlertStatements {
        StarGAlertsIpv6() {
            super(ManagerConformance.this::start, Router.SG6);
        }
    }

    @Nested
    @DisplayName("Join and prune alerts for (S,G) and (*,*), IPv4")
    class SgAlerts extends SgAlertStatements {
        SgAlerts() {
            super(ManagerConformance.this::start, Router.SG);
        }
    }

    @Nested
    @DisplayName("Join and prune alerts for (S,G) and (*,*), IPv6")
    class SgAlertsIpv6 extends SgAlertStatements {
        SgAlertsIpv6() {
            super(ManagerConformance.this::start, Router.SG6);
        }
    }

    @Nested
    @DisplayName("Alerts driven by forwarding entries, IPv4")
    class EntryAlerts extends EntryAlertStatements {
        EntryAlerts() {
            super(ManagerConformance.this::start, Router.SG);
        }
    }

    @Nested
    @DisplayName("Alerts driven by forwarding entries, IPv6")
    class EntryAlertsIpv6 extends EntryAlertStatements {
        EntryAlertsIpv6() {
            super(ManagerConformance.this::start, Router.SG6);
        }
    }

    @Nested
    @DisplayName("Local join and leave, IPv4")
    class LocalJoin extends LocalJoinStatements {
        LocalJoin() {
            super(ManagerConformance.this::start, Router.SG);
        }
    }

    @Nested
    @DisplayName("Local join and leave, IPv6")
    class LocalJoinIpv6 extends LocalJoinStatements {
        LocalJoinIpv6() {
            super(ManagerConformance.this::start, Router.SG6);
        }
    }

    @Nested
    @DisplayName("New flows: the questions, IPv4")
    class NewFlows extends NewFlowStatements {
        NewFlows() {
            super(ManagerConformance.this::start, Router.SG);
        }
    }

    @Nested
    @DisplayName("New flows: the questions, IPv6")
    class NewFlowsIpv6 extends NewFlowStatements {
        NewFlowsIpv6() {
            super(ManagerConformance.this::start, Router.SG6);
        }
    }

    @Nested
    @DisplayName("New flows: the life of an entry")
    class EntryLife extends EntryLifeStatements {
        EntryLife() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("Entries that a client wants, IPv4")
    class DecisionsWanted extends DecisionWantedStatements {
        DecisionsWanted() {
            super(ManagerConformance.this::start, Router.SG);
        }
    }

    @Nested
    @DisplayName("Entries that a client wants, IPv6")
    class DecisionsWantedIpv6 extends DecisionWantedStatements {
        DecisionsWantedIpv6() {
            super(ManagerConformance.this::start, Router.SG6);
        }
    }

    @Nested
    @DisplayName("Reading and changing entries")
    class ReadingEntries extends ReadingStatements {
        ReadingEntries() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("Enumerating groups")
    class GroupEnumeration extends EnumerationStatements {
        GroupEnumeration() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("Robustness")
    class Robustness extends RobustnessStatements {
        Robustness() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("Hot deployment")
    class HotDeployment extends ShutdownStatements {
        HotDeployment() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("Hot deployment without a hold time")
    class HotDeploymentWithoutHold extends ImmediateShutdownStatements {
        HotDeploymentWithoutHold() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("RFC 2715: where flows are expected, rules 1 to 3")
    class FlowRules extends FlowRuleScenarios {
        FlowRules() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("RFC 2715: protocols beside each other")
    class ComponentPairs extends ComponentPairScenarios {
        ComponentPairs() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("RFC 2715: first and last oifs, rules 4 and 5")
    class TransitionRules extends TransitionRuleScenarios {
        TransitionRules() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("RFC 2715: wildcard receivers, rule 6")
    class WildcardRules extends WildcardRuleScenarios {
        WildcardRules() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("RFC 2715: the life of a router in sequences")
    class Sequences extends SequenceScenarios {
        Sequences() {
            super(ManagerConformance.this::start);
        }
    }

    @Nested
    @DisplayName("RFC 2715: random lives")
    class RandomLives extends RandomScenarios {
        RandomLives() {
            super(ManagerConformance.this::start);
        }
    }
}
