package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.math.BigInteger;
import java.time.Duration;

/**
 * What decides which candidate is the bootstrap router: priority, then address; the highest is (RFC 5059, section
 * 3.1.4).
 *
 * @param priority 0 to 255
 * @param address of the candidate
 */
record BsrWeight(int priority, IpAddress address) implements Comparable<BsrWeight> {

    private static final double SHORTEST_SECONDS = 5;

    @Override
    public int compareTo(BsrWeight other) {
        return priority != other.priority
                ? Integer.compare(priority, other.priority)
                : address.compareTo(other.address);
    }

    boolean isAtLeast(BsrWeight other) {
        return compareTo(other) >= 0;
    }

    /**
     * BS_Rand_Override (section 5): how long this candidate waits before it stands for election after it lost another.
     * The better the candidate, the shorter, so that the best one is usually the first and the others keep silent.
     *
     * @param former the best one known, possibly this one
     */
    Duration override(BsrWeight former) {
        int best = Math.max(priority, former.priority);
        double seconds = SHORTEST_SECONDS + 2 * log2(1.0 + best - priority) + addressDelay(former, best == priority);
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private double addressDelay(BsrWeight former, boolean asGood) {
        BigInteger own = number(address);
        if (!asGood) {
            return 2 - own.doubleValue() / Math.pow(2, address.family().bits() - 1);
        }
        BigInteger best = own.max(number(former.address));
        double steps = address.family() == Family.IPV4 ? 16 : 64;
        return log2(1 + best.subtract(own).doubleValue()) / steps;
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(1, address.octets());
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
