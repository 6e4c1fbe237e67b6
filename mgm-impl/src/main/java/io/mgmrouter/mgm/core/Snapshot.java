package io.mgmrouter.mgm.core;

import io.mgmrouter.mgm.SourceGroup;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pairs that had memberships at one moment (MGM-103), collected bit by bit so that nobody waits long for it. Until
 * it is complete, a pair that changes ahead of it is noted first.
 */
public final class Snapshot {

    private final Tables tables;
    /** The pairs' own places in the tables, not copies of their addresses: a long list costs little. */
    private final List<Members> pairs = new ArrayList<>();
    /** Pairs ahead that were dealt with when they changed. */
    private final Set<SourceGroup> settled = new HashSet<>();

    private Optional<SourceGroup> reached = Optional.empty();
    private boolean complete;

    Snapshot(Tables tables) {
        this.tables = tables;
    }

    /**
     * Goes on by up to {@code steps} pairs.
     *
     * @return true if it is complete now
     */
    boolean proceed(int steps) {
        PairWalk walk = new PairWalk(tables, reached);
        Members pair = null;
        for (int i = 0; i < steps; i++) {
            Members next = walk.next();
            if (next == null) {
                complete = true;
                return true;
            }
            pair = next;
            collect(pair);
        }
        reached = Optional.ofNullable(pair).map(Members::sourceGroup).or(() -> reached);
        return false;
    }

    private void collect(Members pair) {
        if (!pair.isEmpty() && (settled.isEmpty() || !settled.contains(pair.sourceGroup()))) {
            pairs.add(pair);
        }
    }

    /** The first membership of a pair is about to come, or its last one is about to go. */
    void aboutToChange(Members pair) {
        SourceGroup sourceGroup = pair.sourceGroup();
        boolean ahead = reached.isEmpty() || sourceGroup.compareTo(reached.get()) > 0;
        if (ahead && settled.add(sourceGroup) && !pair.isEmpty()) {
            pairs.add(pair);
        }
    }

    /** The pairs, each once, in no particular order. To be asked when it is complete. */
    public List<SourceGroup> pairs() {
        if (!complete) {
            throw new IllegalStateException("the snapshot is not complete");
        }
        return new AbstractList<>() {
            @Override
            public SourceGroup get(int index) {
                return pairs.get(index).sourceGroup();
            }

            @Override
            public int size() {
                return pairs.size();
            }
        };
    }
}
