package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A node of {@link SourceTimers}: a search tree balanced by weight (Nievergelt and Reingold, 1973; the bounds are those
 * of Hirai and Yamamoto, 2011), whose changes copy the path to the root and share everything else. Its depth is
 * logarithmic whatever the addresses are, which hosts choose. The empty tree is {@code null}.
 *
 * @param earliest the earliest timer in this tree
 */
record SourceTree(IpAddress source, Tick timer, SourceTree left, SourceTree right, int size, Tick earliest) {

    /** No side is heavier than so many times the other. */
    private static final int BALANCE = 3;

    /** From which ratio of the heavier side's inner to its outer part one rotation would not do. */
    private static final int DOUBLE = 2;

    static int size(SourceTree tree) {
        return tree == null ? 0 : tree.size;
    }

    /** The node of this source; null if it is not there. */
    static SourceTree find(SourceTree tree, IpAddress source) {
        SourceTree at = tree;
        while (at != null) {
            int order = source.compareTo(at.source);
            if (order == 0) {
                return at;
            }
            at = order < 0 ? at.left : at.right;
        }
        return null;
    }

    static SourceTree put(SourceTree tree, IpAddress source, Tick timer) {
        if (tree == null) {
            return new SourceTree(source, timer, null, null, 1, timer);
        }
        int order = source.compareTo(tree.source);
        if (order == 0) {
            return timer.equals(tree.timer) ? tree : node(tree.source, timer, tree.left, tree.right);
        }
        return order < 0
                ? tree.with(put(tree.left, source, timer), tree.right)
                : tree.with(tree.left, put(tree.right, source, timer));
    }

    static SourceTree remove(SourceTree tree, IpAddress source) {
        if (tree == null) {
            return null;
        }
        int order = source.compareTo(tree.source);
        if (order == 0) {
            return joined(tree.left, tree.right);
        }
        return order < 0
                ? tree.with(remove(tree.left, source), tree.right)
                : tree.with(tree.left, remove(tree.right, source));
    }

    static void forEachExpired(SourceTree tree, Tick now, Consumer<IpAddress> action) {
        if (tree == null || !now.reached(tree.earliest)) {
            return;
        }
        forEachExpired(tree.left, now, action);
        if (now.reached(tree.timer)) {
            action.accept(tree.source);
        }
        forEachExpired(tree.right, now, action);
    }

    /**
     * Calls {@code action} with each source of {@code tree} that {@code other} does not have, in order. What the two
     * share is skipped.
     */
    static void forEachMissing(SourceTree tree, SourceTree other, Consumer<IpAddress> action) {
        forEachMissing(tree, other, null, null, action);
    }

    /** All of {@code tree} is between the bounds; null is no bound. */
    private static void forEachMissing(
            SourceTree tree, SourceTree other, IpAddress above, IpAddress below, Consumer<IpAddress> action) {
        SourceTree counterpart = between(other, above, below);
        if (tree == null || tree == counterpart) {
            return;
        }
        forEachMissing(tree.left, counterpart, above, tree.source, action);
        if (find(counterpart, tree.source) == null) {
            action.accept(tree.source);
        }
        forEachMissing(tree.right, counterpart, tree.source, below, action);
    }

    /** The smallest subtree that has everything of {@code tree} between the bounds. */
    private static SourceTree between(SourceTree tree, IpAddress above, IpAddress below) {
        SourceTree at = tree;
        while (at != null) {
            if (above != null && at.source.compareTo(above) <= 0) {
                at = at.right;
            } else if (below != null && at.source.compareTo(below) >= 0) {
                at = at.left;
            } else {
                return at;
            }
        }
        return null;
    }

    static Iterator<Map.Entry<IpAddress, Tick>> iterator(SourceTree tree) {
        Deque<SourceTree> path = new ArrayDeque<>();
        descend(path, tree);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !path.isEmpty();
            }

            @Override
            public Map.Entry<IpAddress, Tick> next() {
                SourceTree next = path.pop();
                descend(path, next.right);
                return Map.entry(next.source, next.timer);
            }
        };
    }

    private static void descend(Deque<SourceTree> path, SourceTree from) {
        for (SourceTree at = from; at != null; at = at.left) {
            path.push(at);
        }
    }

    private SourceTree with(SourceTree newLeft, SourceTree newRight) {
        return newLeft == left && newRight == right ? this : balanced(source, timer, newLeft, newRight);
    }

    private static SourceTree joined(SourceTree left, SourceTree right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        SourceTree first = right;
        while (first.left != null) {
            first = first.left;
        }
        return balanced(first.source, first.timer, left, remove(right, first.source));
    }

    private static SourceTree balanced(IpAddress source, Tick timer, SourceTree left, SourceTree right) {
        int leftSize = size(left);
        int rightSize = size(right);
        if (leftSize + rightSize <= 1) {
            return node(source, timer, left, right);
        }
        return rightSize > BALANCE * leftSize
                ? rotatedLeft(source, timer, left, right)
                : leftSize > BALANCE * rightSize
                        ? rotatedRight(source, timer, left, right)
                        : node(source, timer, left, right);
    }

    private static SourceTree rotatedLeft(IpAddress source, Tick timer, SourceTree left, SourceTree right) {
        SourceTree inner = right.left;
        return size(inner) < DOUBLE * size(right.right)
                ? node(right.source, right.timer, node(source, timer, left, inner), right.right)
                : node(
                        inner.source,
                        inner.timer,
                        node(source, timer, left, inner.left),
                        node(right.source, right.timer, inner.right, right.right));
    }

    private static SourceTree rotatedRight(IpAddress source, Tick timer, SourceTree left, SourceTree right) {
        SourceTree inner = left.right;
        return size(inner) < DOUBLE * size(left.left)
                ? node(left.source, left.timer, left.left, node(source, timer, inner, right))
                : node(
                        inner.source,
                        inner.timer,
                        node(left.source, left.timer, left.left, inner.left),
                        node(source, timer, inner.right, right));
    }

    private static SourceTree node(IpAddress source, Tick timer, SourceTree left, SourceTree right) {
        Tick earliest = timer;
        earliest = left == null ? earliest : earliest.earlier(left.earliest);
        earliest = right == null ? earliest : earliest.earlier(right.earliest);
        return new SourceTree(source, timer, left, right, 1 + size(left) + size(right), earliest);
    }
}
