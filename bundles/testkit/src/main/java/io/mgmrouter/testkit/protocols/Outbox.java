package io.mgmrouter.testkit.protocols;

import java.util.ArrayList;
import java.util.List;

/** Messages a protocol would have put on the wire. */
final class Outbox {

    private final List<String> messages = new ArrayList<>();

    void send(String message) {
        messages.add(message);
    }

    /** The messages so far; asking forgets them. */
    List<String> take() {
        List<String> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }
}
