package com.example.staticjoin;

import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns one interface and declares receivers of fixed groups behind it. All state belongs to the loop. */
class StaticJoin implements MulticastProtocol, LinkListener {

    private static final Logger LOG = LoggerFactory.getLogger(StaticJoin.class);

    private final StaticJoinSettings settings;
    private final ControlLoop loop;
    private final LinkService links;
    private Optional<MgmSession> session = Optional.empty();
    private Optional<InterfaceOwnership> ownership = Optional.empty();
    private volatile LinkService.Subscription subscription = () -> {};

    StaticJoin(StaticJoinSettings settings, ControlLoop loop, LinkService links) {
        this.settings = settings;
        this.loop = loop;
        this.links = links;
    }

    @Override
    public final ControlLoop loop() {
        return loop;
    }

    @Override
    public final void attached(MgmSession newSession) {
        session = Optional.of(newSession);
        subscription = links.subscribe(this);
        // Behind the links reported just now: by then everything still wanted has been added again.
        loop.run(() -> session.ifPresent(MgmSession::resynced));
    }

    @Override
    public final void detached() {
        close();
        session = Optional.empty();
        ownership = Optional.empty();
    }

    /** Hears of no link any more. May be called on any thread, and more than once. */
    final void close() {
        subscription.close();
    }

    @Override
    public final void linkChanged(Link link) {
        if (link.name().equals(settings.interfaceName())) {
            loop.run(() -> take(link));
        }
    }

    @Override
    public final void linkVanished(Link last) {
        loop.run(() -> ownership = ownership.filter(own -> own.interfaceId().index() != last.index()));
    }

    private void take(Link link) {
        if (session.isEmpty() || ownership.isPresent()) {
            return;
        }
        try {
            InterfaceOwnership taken = session.get().takeOwnership(InterfaceId.of(link.index()));
            ownership = Optional.of(taken);
            settings.groups().forEach(group -> taken.join(new StarG(group)));
            LOG.info("staticjoin.joined if={} groups={}", link.name(), settings.groups());
        } catch (MgmException e) {
            LOG.warn("staticjoin.refused if={} reason={}", link.name(), e.getMessage());
        }
    }
}
