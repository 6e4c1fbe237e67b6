package io.mgmrouter.mgm;

import io.mgmrouter.ip.IpAddress;
import java.util.Optional;

/**
 * An interface as the MGM tells them apart: index and next hop. Only a point-to-multipoint interface, which bundles
 * several links under one index, has a next hop.
 *
 * @param index the system's interface index, positive
 * @param nextHop the link within the interface; empty on broadcast and point-to-point interfaces
 */
public record InterfaceId(int index, Optional<IpAddress> nextHop) implements Comparable<InterfaceId> {

    /** @throws MgmException with {@code INVALID_PARAMETER} if the index is not positive */
    public InterfaceId {
        if (index <= 0) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER, Reason.BAD_INTERFACE, "an interface index is positive, not " + index);
        }
    }

    /** A broadcast or point-to-point interface. */
    public static InterfaceId of(int index) {
        return new InterfaceId(index, Optional.empty());
    }

    /** One link of a point-to-multipoint interface. */
    public static InterfaceId of(int index, IpAddress nextHop) {
        return new InterfaceId(index, Optional.of(nextHop));
    }

    /** Written out, as the next method: the generated forms are slow before the second compiler. */
    @Override
    public boolean equals(Object other) {
        return other instanceof InterfaceId id && index == id.index && nextHop.equals(id.nextHop);
    }

    @Override
    public int hashCode() {
        return 31 * index + nextHop.hashCode();
    }

    @Override
    public int compareTo(InterfaceId other) {
        int byIndex = Integer.compare(index, other.index);
        if (byIndex != 0 || nextHop.equals(other.nextHop)) {
            return byIndex;
        }
        return nextHop.isEmpty()
                ? -1
                : other.nextHop.isEmpty() ? 1 : nextHop.get().compareTo(other.nextHop.get());
    }

    @Override
    public String toString() {
        return index + nextHop.map(hop -> "/" + hop).orElse("");
    }
}
