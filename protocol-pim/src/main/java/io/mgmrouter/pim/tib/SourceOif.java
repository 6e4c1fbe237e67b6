package io.mgmrouter.pim.tib;

import io.mgmrouter.pim.fsm.AssertState;
import io.mgmrouter.pim.fsm.DownstreamRptState;
import io.mgmrouter.pim.fsm.DownstreamState;

/**
 * State of (S,G) and (S,G,rpt) on one interface: Join/Prune (sections 4.5.2, 4.5.3), members (4.1.6), assert (4.6.1).
 */
final class SourceOif {

    final TibLink link;
    DownstreamState join = new DownstreamState.NoInfo();
    DownstreamRptState rpt = new DownstreamRptState.NoInfo();
    AssertState winner = new AssertState.NoInfo();

    /** local_receiver_include(S,G,I). */
    boolean member;

    /** The interface was the one toward the RP or the source when last looked at. */
    boolean towardRpf;

    /** The manager was told. */
    boolean declared;

    /** Taken out of the entry though a (*,G) membership covers it. */
    boolean excluded;

    SourceOif(TibLink link) {
        this.link = link;
    }

    boolean joins() {
        return join.joined();
    }

    boolean prunesRpt() {
        return rpt.pruned();
    }

    boolean isAssertLoser() {
        return winner instanceof AssertState.Loser;
    }

    boolean isAssertWinner() {
        return winner instanceof AssertState.Winner;
    }

    boolean isEmpty() {
        return !member
                && join instanceof DownstreamState.NoInfo
                && rpt instanceof DownstreamRptState.NoInfo
                && winner instanceof AssertState.NoInfo;
    }
}
