package io.mgmrouter.pim.fsm;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.util.Comparator;

/**
 * How good a router's way to the source or the RP is (RFC 7761, section 4.6.3). Ordered, the best first: without the
 * RPT bit, of lower preference, of lower metric, of higher address.
 *
 * @param rpt true on the shared tree
 * @param preference of the protocol the route is from, 31 bits
 * @param metric of the route, 32 bits
 * @param address of the router on the link
 */
public record AssertMetric(boolean rpt, long preference, long metric, IpAddress address)
        implements Comparable<AssertMetric> {

    private static final long INFINITE_PREFERENCE = 0x7fff_ffffL;
    private static final long INFINITE_METRIC = 0xffff_ffffL;

    /** infinite_assert_metric(): of a router that does not forward, and of an AssertCancel. */
    public static final AssertMetric INFINITE =
            new AssertMetric(true, INFINITE_PREFERENCE, INFINITE_METRIC, IpAddress.unspecified(Family.IPV4));

    private static final Comparator<AssertMetric> BEST_FIRST = Comparator.comparing(AssertMetric::rpt)
            .thenComparingLong(AssertMetric::preference)
            .thenComparingLong(AssertMetric::metric)
            .thenComparing(AssertMetric::address, Comparator.reverseOrder());

    /** True whatever the address. */
    public boolean isInfinite() {
        return rpt && preference == INFINITE_PREFERENCE && metric == INFINITE_METRIC;
    }

    public boolean isBetterThan(AssertMetric other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(AssertMetric other) {
        return BEST_FIRST.compare(this, other);
    }
}
