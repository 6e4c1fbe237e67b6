package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What the contract talks about, as plain lists, and what its words mean, each as one expression. */
final class Tables {

    static final class Client {
        final ComponentId id;
        ClientProfile profile;
        boolean attached = true;
        /** When what is stale is removed; null while nothing is. */
        Tick heldUntil;

        int departures;
        /** Questions it was late with and has not returned from. */
        final Set<Long> owes = new HashSet<>();
        /** Decided without it meanwhile. */
        final Set<Entry> unheard = new LinkedHashSet<>();

        Client(ComponentId id, ClientProfile profile) {
            this.id = id;
            this.profile = profile;
        }

        boolean isLocal() {
            return profile.role() == Role.LOCAL_MEMBERSHIP;
        }

        boolean handles(Family family) {
            return profile.families().contains(family);
        }

        boolean sharesAFamilyWith(Client other) {
            return other.profile.families().stream().anyMatch(this::handles);
        }

        boolean hears(Callback callback) {
            return attached && profile.callbacks().contains(callback);
        }

        boolean hears(Callback callback, Family family) {
            return hears(callback) && handles(family);
        }
    }

    /** A client is on an interface: as its owner, or as IGMP. */
    static final class Hold {
        Client client;
        final InterfaceId id;
        final boolean local;
        boolean stale;
        boolean released;
        boolean wrongInterface;

        Hold(Client client, InterfaceId id) {
            this.client = client;
            this.id = id;
            this.local = client.isLocal();
        }
    }

    static final class Member {
        final Hold hold;
        final SourceGroup pair;
        boolean stale;

        Member(Hold hold, SourceGroup pair) {
            this.hold = hold;
            this.pair = pair;
        }
    }

    /** What the forwarder has of an entry, and who answers for it; without owner it is a negative one. */
    record Form(InterfaceId iif, Client owner, IpAddress neighbor, Route route, Set<Hold> oifs) {}

    enum Cause {
        NEW_FLOW,
        RENEWAL,
        ROUTE_CHANGE
    }

    /** Questions about an entry that are open, and what is decided so far. */
    static final class Pending {
        final Cause cause;
        final ByteBuffer header;
        boolean creation;
        InterfaceId iif;
        Client owner;
        IpAddress neighbor;
        Route route;
        final Map<Long, Client> open = new LinkedHashMap<>();
        final Set<InterfaceId> leftOut = new HashSet<>();
        Tick until;

        Pending(Cause cause, ByteBuffer header) {
            this.cause = cause;
            this.header = header;
        }
    }

    static final class Entry {
        final Sg sg;
        Form form;
        Pending pending;
        Tick created;
        Duration timeout;
        /** While the forwarder is asked for traffic: until when it may answer. */
        Tick readUntil;

        long packets;
        long pruneToken;
        Tick pruneUntil;
        Tick lastWrong;

        Entry(Sg sg) {
            this.sg = sg;
        }

        Tick due() {
            return pending != null ? pending.until : readUntil != null ? readUntil : created.plus(timeout);
        }

        Client owner() {
            return form == null ? null : form.owner;
        }

        InterfaceId iif() {
            return form == null ? null : form.iif;
        }
    }

    /** DISABLE, a change of ownership, ENABLE, in the families of the owner that comes or goes. */
    static final class Change {
        final InterfaceId id;
        final Client by;
        final Set<Family> families;
        final List<Hold> locals;
        final Runnable change;
        final Set<Hold> awaited = new LinkedHashSet<>();
        boolean made;
        long token;
        Tick until;

        Change(InterfaceId id, Client by, List<Hold> locals, Runnable change) {
            this.id = id;
            this.by = by;
            this.families = EnumSet.copyOf(by.profile.families());
            this.locals = locals;
            this.change = change;
        }
    }

    /** A call is refused. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final MgmError error;
        final Reason reason;

        Refused(MgmError error, Reason reason) {
            super(error + " " + reason, null, false, false);
            this.error = error;
            this.reason = reason;
        }
    }

    final MgmSettings settings;
    final Function<IpAddress, Optional<Route>> routes;
    final Set<Integer> known = new HashSet<>();
    final TreeMap<ComponentId, Client> clients = new TreeMap<>();
    final List<Hold> holds = new ArrayList<>();
    final List<Member> members = new ArrayList<>();
    final TreeMap<Sg, Entry> entries = new TreeMap<>();
    final List<Change> changes = new ArrayList<>();
    Tick now = new Tick(0);
    /** What must have been heard since these were taken last, and what may have been. */
    List<Effect> effects = new ArrayList<>();

    List<Effect> possible = new ArrayList<>();
    private long lastToken;

    Tables(MgmSettings settings, Function<IpAddress, Optional<Route>> routes) {
        this.settings = settings;
        this.routes = routes;
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    /** A client returned from a question, in time or not. */
    Optional<Client> returned(long token) {
        return clients.values().stream()
                .filter(client -> returned(token, client))
                .findFirst();
    }

    /** True if it owes no more. */
    boolean returned(long token, Client client) {
        if (!client.owes.remove(token) || !client.owes.isEmpty()) {
            return false;
        }
        effect(new Effect.AnswersAgain(client.id));
        return true;
    }

    /** What was decided without a client, and is still there. */
    List<Entry> unheard(Client client) {
        return client.unheard.stream()
                .filter(entry -> entries.get(entry.sg) == entry)
                .toList();
    }

    static boolean wantedByOthers(Set<Hold> oifs, Client owner) {
        return oifs.stream().anyMatch(oif -> oif.client != owner);
    }

    /** It is decided anew. */
    void heardAll(Entry entry) {
        clients.values().forEach(client -> client.unheard.remove(entry));
    }

    long newToken() {
        return ++lastToken;
    }

    Hold owner(InterfaceId id, Family family) {
        return first(id, hold -> !hold.local && hold.client.handles(family));
    }

    Hold local(InterfaceId id, Family family) {
        return first(id, hold -> hold.local && hold.client.handles(family));
    }

    private Hold first(InterfaceId id, Function<Hold, Boolean> which) {
        for (Hold hold : holds) {
            if (hold.id.equals(id) && which.apply(hold)) {
                return hold;
            }
        }
        return null;
    }

    Hold hold(Client client, InterfaceId id) {
        return first(id, hold -> hold.client == client);
    }

    List<Hold> holdsAt(InterfaceId id) {
        return holds.stream().filter(hold -> hold.id.equals(id)).toList();
    }

    /** In the order of the interfaces. */
    List<Hold> holdsOf(Client client) {
        return holds.stream()
                .filter(hold -> hold.client == client)
                .sorted((a, b) -> a.id.compareTo(b.id))
                .toList();
    }

    List<Change> changesAt(InterfaceId id) {
        return changes.stream().filter(change -> change.id.equals(id)).toList();
    }

    Optional<Change> changeAt(InterfaceId id, Family family) {
        return changes.stream()
                .filter(change -> change.id.equals(id) && change.families.contains(family))
                .findFirst();
    }

    /** Who answers for packets that arrive on an interface: its owner, else IGMP; null if nobody. */
    Hold answering(InterfaceId id, Family family) {
        Hold owner = owner(id, family);
        return owner != null ? owner : local(id, family);
    }

    /** IGMP counts and forwards only where nobody owns the interface (MGM-074, MGM-076). */
    boolean counts(Hold hold, Family family) {
        return !hold.local || owner(hold.id, family) == null;
    }

    boolean covered(Hold hold, Sg sg) {
        return members.stream().anyMatch(member -> member.hold == hold && member.pair.covers(sg));
    }

    /** N (RFC 2715, section 3.1): wildcard receivers want every group, section 2.2. */
    Set<Client> interested(SourceGroup pair) {
        Set<Client> found = new LinkedHashSet<>();
        for (Member member : members) {
            boolean everything = pair instanceof StarG && member.pair.equals(new StarStar(pair.family()));
            if ((everything || member.pair.equals(pair)) && counts(member.hold, member.pair.family())) {
                found.add(member.hold.client);
            }
        }
        return found;
    }

    Set<Hold> candidates(Sg sg) {
        Set<Hold> found = new LinkedHashSet<>();
        for (Member member : members) {
            if (member.pair.covers(sg) && counts(member.hold, member.pair.family())) {
                found.add(member.hold);
            }
        }
        return found;
    }

    /** Interface of a route: the link to the next hop where links are told apart, else the index alone. */
    InterfaceId rpfInterface(Route route) {
        InterfaceId whole = InterfaceId.of(route.interfaceIndex());
        return route.nextHop()
                .map(hop -> InterfaceId.of(route.interfaceIndex(), hop))
                .filter(this::inUse)
                .orElse(whole);
    }

    private boolean inUse(InterfaceId id) {
        return first(id, _ -> true) != null
                || !changesAt(id).isEmpty()
                || entries.values().stream().anyMatch(entry -> id.equals(entry.iif()));
    }

    /** Interfaces with an index that anything here is about, in order. */
    Set<InterfaceId> interfacesOf(int index) {
        Set<InterfaceId> found = new TreeSet<>();
        holds.forEach(hold -> found.add(hold.id));
        changes.forEach(change -> found.add(change.id));
        entries.values().stream().filter(entry -> entry.iif() != null).forEach(entry -> found.add(entry.iif()));
        found.removeIf(id -> id.index() != index);
        return found;
    }
}
