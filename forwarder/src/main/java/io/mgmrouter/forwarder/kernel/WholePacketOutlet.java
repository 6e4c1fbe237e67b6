package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.ip.Family;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.spi.RegisterTunnel.WholePackets;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands packets that leave by the register VIF to whoever encapsulates them. Up-calls about new flows wait in the same
 * socket, so a source that sends faster than it can be registered must not take the thread for itself: what is beyond a
 * number per second is dropped, and the log says so once a minute. One thread.
 */
final class WholePacketOutlet {

    static final int PER_SECOND = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(WholePacketOutlet.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final Family family;
    private final WholePackets user;
    private Tick second;
    private int passed;
    private Tick logged;
    private long dropped;
    private long failed;

    /** @param now the present moment */
    WholePacketOutlet(Family family, WholePackets user, Tick now) {
        this.family = family;
        this.user = user;
        this.second = now;
        this.logged = new Tick(now.nanos() - LOG_INTERVAL.toNanos());
    }

    void forwarded(ByteBuffer packet, Tick now) {
        if (now.reached(second.plus(SECOND))) {
            second = now;
            passed = 0;
        }
        if (passed >= PER_SECOND) {
            dropped++;
        } else {
            passed++;
            hand(packet);
        }
        report(now);
    }

    private void hand(ByteBuffer packet) {
        try {
            user.forwarded(packet);
        } catch (RuntimeException e) {
            failed++;
            LOG.debug("forwarder.register failed family={}", family, e);
        }
    }

    private void report(Tick now) {
        if (dropped + failed > 0 && now.reached(logged.plus(LOG_INTERVAL))) {
            LOG.warn(
                    "forwarder.register family={} dropped={} failed={} most={}/s: packets for a rendezvous point",
                    family,
                    dropped,
                    failed,
                    PER_SECOND);
            logged = now;
            dropped = 0;
            failed = 0;
        }
    }
}
