package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import java.util.ArrayList;
import java.util.List;

/** What a manager remembers, for tests that look for leaks. */
public final class CoreContents {

    private CoreContents() {}

    /** Names of the tables that are not empty; interfaces that exist are no leak. */
    public static List<String> of(GroupManager manager) {
        Tables tables = manager.tables;
        List<String> found = new ArrayList<>();
        note(found, "clients", tables.clients.isEmpty());
        note(found, "slots", tables.slots.isEmpty());
        note(found, "groups", tables.groups.isEmpty());
        note(found, "groups in order", tables.heads.size() == Family.values().length);
        note(found, "questions", tables.questions.isEmpty());
        note(found, "deadlines", tables.deadlines.next().isEmpty());
        note(found, "uses of routes", tables.routeUses.isEmpty());
        note(found, "changes of ownership", manager.ownerships.changes.isEmpty());
        for (Family family : Family.values()) {
            note(found, "(*,*) of " + family, tables.everything(family).isEmpty());
        }
        return found;
    }

    private static void note(List<String> found, String table, boolean empty) {
        if (!empty) {
            found.add(table);
        }
    }
}
