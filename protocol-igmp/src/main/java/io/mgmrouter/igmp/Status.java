package io.mgmrouter.igmp;

import io.mgmrouter.control.Readiness;
import io.mgmrouter.link.Link;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How far IGMP or MLD is.
 *
 * @param state ready, waiting or failed
 * @param message one sentence for the operator
 */
record Status(Readiness.State state, String message) {

    static Status ready(String message) {
        return new Status(Readiness.State.READY, message);
    }

    static Status waiting(String message) {
        return new Status(Readiness.State.WAITING, message);
    }

    static Status failed(String message) {
        return new Status(Readiness.State.FAILED, message);
    }

    /** What is known before the configuration has arrived. */
    static Status initial(Dialect dialect) {
        return waiting(dialect.name() + ": waiting for the configuration");
    }

    /**
     * How far a router is.
     *
     * @param problem what is wrong with the configuration, or with an interface
     * @param running the interfaces that run
     * @param configured true if any interface is
     */
    static Status of(
            Dialect dialect, Optional<String> problem, Collection<MembershipInterface> running, boolean configured) {
        if (problem.isPresent()) {
            return failed(problem.get());
        }
        List<String> untaken = running.stream()
                .filter(iface -> !iface.mgm().isTaken())
                .map(MembershipInterface::name)
                .toList();
        if (!untaken.isEmpty()) {
            return waiting(dialect.name() + ": waiting for the multicast group manager to hand over " + untaken);
        }
        return ready(
                configured
                        ? dialect.name() + ": running on "
                                + running.stream()
                                        .map(MembershipInterface::name)
                                        .toList()
                        : dialect.name() + ": no interface is configured; add a configuration io.mgmrouter."
                                + dialect.name() + ".interface~NAME");
    }

    /** Why an interface that is configured and whose opening has not failed does not run. */
    static String whyIdle(Dialect dialect, Optional<Link> link) {
        if (link.isEmpty()) {
            return "there is no such interface";
        }
        if (!link.get().up()) {
            return "the interface is down";
        }
        return link.get().multicast()
                ? "the interface has no " + dialect.requiredAddress()
                : "the interface cannot do multicast";
    }
}
