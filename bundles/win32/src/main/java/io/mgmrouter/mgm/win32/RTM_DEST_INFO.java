package io.mgmrouter.mgm.win32;

/** The route toward a source, which {@link PMGM_RPF_CALLBACK} gets and may replace. Only the member that is used. */
public final class RTM_DEST_INFO {

    /** The network whose route is used. */
    public RTM_NET_ADDRESS DestAddress;

    public RTM_DEST_INFO(RTM_NET_ADDRESS DestAddress) {
        this.DestAddress = DestAddress;
    }
}
