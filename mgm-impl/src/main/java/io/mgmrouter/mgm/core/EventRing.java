package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;

/** The last events, in arrays of fixed size: writing one allocates nothing and drops the oldest. */
final class EventRing {

    private static final Decision.Kind[] KINDS = Decision.Kind.values();
    private static final Decision.Why[] WHYS = Decision.Why.values();
    private static final int PARTS = 4;
    private static final int MOST = 0xffff;

    private final long[] times;
    /** Kind, why and number in one: 8, 8 and 16 bits. */
    private final int[] codes;
    /** About, client, interface and detail of each event, side by side. */
    private final Object[] parts;

    private int next;
    private boolean wrapped;

    EventRing(int size) {
        times = new long[size];
        codes = new int[size];
        parts = new Object[PARTS * size];
    }

    /** Takes an event; any of the references may be null. Numbers above 65535 are kept as that. */
    void add(
            Tick now,
            Decision.Kind kind,
            SourceGroup about,
            ComponentId client,
            InterfaceId interfaceId,
            Object detail,
            Decision.Why why,
            int number) {
        int at = next;
        times[at] = now.nanos();
        codes[at] = kind.ordinal() | why.ordinal() << 8 | Math.min(number, MOST) << 16;
        int part = PARTS * at;
        parts[part] = about;
        parts[part + 1] = client;
        parts[part + 2] = interfaceId;
        parts[part + 3] = detail;
        next = at + 1;
        if (next == times.length) {
            next = 0;
            wrapped = true;
        }
    }

    /** Events in it. */
    int size() {
        return wrapped ? times.length : next;
    }

    /** True if an event has been dropped. */
    boolean forgot() {
        return wrapped;
    }

    /** The n-th event, 0 being the oldest; the rest are its parts. */
    int place(int n) {
        int place = wrapped ? next + n : n;
        return place < times.length ? place : place - times.length;
    }

    Tick time(int place) {
        return new Tick(times[place]);
    }

    Decision.Kind kind(int place) {
        return KINDS[codes[place] & 0xff];
    }

    Decision.Why why(int place) {
        return WHYS[codes[place] >>> 8 & 0xff];
    }

    int number(int place) {
        return codes[place] >>> 16;
    }

    SourceGroup about(int place) {
        return (SourceGroup) parts[PARTS * place];
    }

    ComponentId client(int place) {
        return (ComponentId) parts[PARTS * place + 1];
    }

    InterfaceId interfaceId(int place) {
        return (InterfaceId) parts[PARTS * place + 2];
    }

    Object detail(int place) {
        return parts[PARTS * place + 3];
    }
}
