package io.mgmrouter.loop.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deadlines in the order they fall due; equal ones in the order they were set. A binary heap whose nodes know their
 * place, so setting, moving and unsetting any of them costs the logarithm of their number. For one thread.
 */
final class TimerHeap {

    /** A deadline and what is to happen then. Compares by difference: the clock wraps. */
    static final class Node {
        private static final int UNSET = -1;

        private final String name;
        private final Runnable due;
        private long deadline;
        private long order;
        private int place = UNSET;

        Node(String name, Runnable due) {
            this.name = name;
            this.due = due;
        }

        String name() {
            return name;
        }

        Runnable due() {
            return due;
        }

        boolean isSet() {
            return place != UNSET;
        }

        long deadline() {
            return deadline;
        }

        private boolean before(Node other) {
            long difference = deadline - other.deadline;
            return difference == 0 ? order - other.order < 0 : difference < 0;
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private long orders;

    int size() {
        return nodes.size();
    }

    Optional<Node> first() {
        return nodes.isEmpty() ? Optional.empty() : Optional.of(nodes.getFirst());
    }

    void set(Node node, long deadline) {
        node.deadline = deadline;
        node.order = orders++;
        if (!node.isSet()) {
            node.place = nodes.size();
            nodes.add(node);
        }
        settle(node);
    }

    void unset(Node node) {
        if (!node.isSet()) {
            return;
        }
        Node last = nodes.removeLast();
        if (last != node) {
            put(last, node.place);
            settle(last);
        }
        node.place = Node.UNSET;
    }

    private void settle(Node node) {
        rise(node);
        sink(node);
    }

    private void rise(Node node) {
        int place = node.place;
        while (place > 0 && node.before(nodes.get((place - 1) / 2))) {
            put(nodes.get((place - 1) / 2), place);
            place = (place - 1) / 2;
        }
        put(node, place);
    }

    private void sink(Node node) {
        int place = node.place;
        for (int child = smallerChild(place);
                child >= 0 && nodes.get(child).before(node);
                child = smallerChild(place)) {
            put(nodes.get(child), place);
            place = child;
        }
        put(node, place);
    }

    private int smallerChild(int place) {
        int left = 2 * place + 1;
        if (left >= nodes.size()) {
            return -1;
        }
        int right = left + 1;
        return right < nodes.size() && nodes.get(right).before(nodes.get(left)) ? right : left;
    }

    private void put(Node node, int place) {
        nodes.set(place, node);
        node.place = place;
    }
}
