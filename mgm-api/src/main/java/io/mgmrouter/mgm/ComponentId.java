package io.mgmrouter.mgm;

/**
 * Identity of one client: which protocol, and which instance of it. Uniqueness is on the pair.
 *
 * @param protocolId number of the protocol; the IP protocol number where there is one (IGMP 2, PIM 103)
 * @param componentId tells apart several instances of the same protocol
 */
public record ComponentId(int protocolId, int componentId) implements Comparable<ComponentId> {

    @Override
    public int compareTo(ComponentId other) {
        int byProtocol = Integer.compare(protocolId, other.protocolId);
        return byProtocol != 0 ? byProtocol : Integer.compare(componentId, other.componentId);
    }

    @Override
    public String toString() {
        return protocolId + ":" + componentId;
    }
}
