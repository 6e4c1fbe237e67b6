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
    private long written;

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
        next = at + 1 == times.length ? 0 : at + 1;
        written++;
    }

    /** Number of the oldest event that is left; events are numbered from 0 on. */
    long first() {
        return Math.max(0, written - times.length);
    }

    /** Number of the event that comes next. */
    long end() {
        return written;
    }

    /** Where an event stands; good until the next one is added. The rest are its parts. */
    int place(long event) {
        return (int) (event % times.length);
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
