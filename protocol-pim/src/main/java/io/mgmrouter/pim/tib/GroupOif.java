package io.mgmrouter.pim.tib;

import io.mgmrouter.pim.fsm.AssertState;
import io.mgmrouter.pim.fsm.DownstreamState;

/** State of (*,G) on one interface: Join/Prune (section 4.5.1), members (4.1.6), assert (4.6.2). */
final class GroupOif {

    final TibLink link;
    DownstreamState join = new DownstreamState.NoInfo();
    AssertState winner = new AssertState.NoInfo();

    /** local_receiver_include(*,G,I). */
    boolean member;

    /** The interface was the one toward the RP or the source when last looked at. */
    boolean towardRpf;

    /** The manager was told. */
    boolean declared;

    GroupOif(TibLink link) {
        this.link = link;
    }

    boolean joins() {
        return join.joined();
    }

    boolean isAssertLoser() {
        return winner instanceof AssertState.Loser;
    }

    boolean isAssertWinner() {
        return winner instanceof AssertState.Winner;
    }

    boolean isEmpty() {
        return !member && join instanceof DownstreamState.NoInfo && winner instanceof AssertState.NoInfo;
    }
}
