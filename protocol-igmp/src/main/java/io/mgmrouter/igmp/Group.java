package io.mgmrouter.igmp;

import io.mgmrouter.igmp.fsm.GroupState;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.DeadlineQueue;
import io.mgmrouter.loop.Tick;
import java.util.Optional;

/** A group on an interface: its state, and who spoke about it last. For the loop's thread. */
final class Group {

    private final IpAddress address;
    private final DeadlineQueue.Entry<Group> entry = new DeadlineQueue.Entry<>(this);
    private GroupState state = GroupState.NONE;
    private Tick lastReport;
    private Optional<IpAddress> lastReporter = Optional.empty();
    private Optional<IpAddress> leaver = Optional.empty();

    Group(IpAddress address, Tick now) {
        this.address = address;
        this.lastReport = now;
    }

    IpAddress address() {
        return address;
    }

    /** Its place in the queue of deadlines. */
    DeadlineQueue.Entry<Group> entry() {
        return entry;
    }

    GroupState state() {
        return state;
    }

    void state(GroupState next) {
        state = next;
    }

    /** A host wants something of it. */
    void reportedBy(IpAddress host, Tick now) {
        lastReporter = Optional.of(host);
        lastReport = now;
        leaver = Optional.empty();
    }

    /** A host no longer wants something of it. */
    void leftBy(IpAddress host) {
        lastReporter = Optional.of(host);
        leaver = Optional.of(host);
    }

    /** Who spoke last. */
    Optional<IpAddress> lastReporter() {
        return lastReporter;
    }

    /** When somebody wanted something for the last time. */
    Tick lastReport() {
        return lastReport;
    }

    /** Who has taken something back since then. */
    Optional<IpAddress> leaver() {
        return leaver;
    }
}
