package io.mgmrouter.igmp.host;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.loop.TokenBucket;
import java.util.Map;

/**
 * Limits the rate of reports on one interface: of all hosts, and of each. A host over its own limit takes nothing from
 * the others'. Costs nothing while no limit is set, and a lookup per report otherwise. For one thread.
 */
public final class ReportGate {

    private final RateLimits limits;
    private final TokenBucket all;
    private final Map<IpAddress, TokenBucket> hosts;

    /** What becomes of a report. */
    public enum Verdict {
        PASS,
        OVER_INTERFACE_RATE,
        OVER_HOST_RATE
    }

    public ReportGate(RateLimits limits, Tick now) {
        this.limits = limits;
        this.all = new TokenBucket(Math.max(1, limits.rate()), limits.burst(), now);
        this.hosts = new Recent<>(limits.hosts());
    }

    public RateLimits limits() {
        return limits;
    }

    /** A report or leave has come from this host. */
    public Verdict judge(IpAddress host, Tick now) {
        if (limits.hostRate() > 0 && !bucket(host, now).take(now)) {
            return Verdict.OVER_HOST_RATE;
        }
        return limits.rate() > 0 && !all.take(now) ? Verdict.OVER_INTERFACE_RATE : Verdict.PASS;
    }

    private TokenBucket bucket(IpAddress host, Tick now) {
        TokenBucket known = hosts.get(host);
        if (known != null) {
            return known;
        }
        TokenBucket fresh = new TokenBucket(limits.hostRate(), limits.hostBurst(), now);
        hosts.put(host, fresh);
        return fresh;
    }
}
