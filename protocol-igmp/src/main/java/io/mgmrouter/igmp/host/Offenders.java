package io.mgmrouter.igmp.host;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.loop.TokenBucket;
import java.time.Duration;
import java.util.Map;

/**
 * Which hosts the log names: each once an hour, and ten of them, however many send under however many addresses. For
 * one thread.
 */
public final class Offenders {

    private static final Duration QUIET = Duration.ofHours(1);
    private static final int LINES = 10;
    private static final int REMEMBERED = 1024;

    private final Map<IpAddress, Tick> named = new Recent<>(REMEMBERED);
    private final TokenBucket lines;

    public Offenders(Tick now) {
        lines = TokenBucket.of(LINES, QUIET, now);
    }

    /** True if this host is to be named in the log now. */
    public boolean isNews(IpAddress host, Tick now) {
        Tick last = named.get(host);
        if (last != null && !now.reached(last.plus(QUIET)) || !lines.take(now)) {
            return false;
        }
        named.put(host, now);
        return true;
    }
}
