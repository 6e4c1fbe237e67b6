package io.mgmrouter.linux.custody;

import io.mgmrouter.linux.mroute.Vif;
import io.mgmrouter.linux.netlink.NetlinkMessage;
import io.mgmrouter.linux.netlink.NetlinkRequest;
import io.mgmrouter.linux.netlink.NetlinkSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The VIFs of an IPv4 table, by netlink dumps of the family RTNL_FAMILY_IPMR: as the kernel has them.
 *
 * @param requests socket to ask on
 * @param table the kernel's number of the table
 */
record ListedVifs(NetlinkSocket requests, int table) implements VifReadout {

    private static final int FAMILY = 128;
    private static final int GETLINK = 18;
    private static final int LINK_HEADER_OCTETS = 16;

    private static final int IFLA_AF_SPEC = 26;
    private static final int TABLE_ID = 1;
    private static final int TABLE_VIFS = 6;
    private static final int VIF_INTERFACE = 1;
    private static final int VIF_NUMBER = 2;
    private static final int VIF_FLAGS = 3;
    private static final int VIF_OCTETS_IN = 4;
    private static final int VIF_OCTETS_OUT = 5;
    private static final int VIF_PACKETS_IN = 6;
    private static final int VIF_PACKETS_OUT = 7;

    @Override
    public List<Vif> vifs() {
        List<Vif> vifs = new ArrayList<>();
        for (NetlinkMessage message : requests.request(NetlinkRequest.dump(GETLINK, FAMILY, LINK_HEADER_OCTETS))) {
            ByteBuffer spec = message.attributes(LINK_HEADER_OCTETS).get(IFLA_AF_SPEC);
            Map<Integer, ByteBuffer> attributes = spec == null ? Map.of() : NetlinkMessage.nested(spec);
            if (number(attributes, TABLE_ID) == table && attributes.containsKey(TABLE_VIFS)) {
                NetlinkMessage.forEach(
                        attributes.get(TABLE_VIFS), (_, vif) -> vifs.add(vif(NetlinkMessage.nested(vif))));
            }
        }
        return vifs;
    }

    /** The kernel is asked each time. */
    @Override
    public void added(int vif, int interfaceIndex, boolean register) {}

    @Override
    public void removed(int vif) {}

    private static Vif vif(Map<Integer, ByteBuffer> attributes) {
        return new Vif(
                number(attributes, VIF_NUMBER),
                number(attributes, VIF_INTERFACE),
                isRegister(attributes.get(VIF_FLAGS)),
                counter(attributes, VIF_PACKETS_IN),
                counter(attributes, VIF_OCTETS_IN),
                counter(attributes, VIF_PACKETS_OUT),
                counter(attributes, VIF_OCTETS_OUT));
    }

    /** Flags are 16 bits wide. */
    private static boolean isRegister(ByteBuffer flags) {
        return flags != null && (flags.getShort(0) & MrouteFormat.REGISTER) != 0;
    }

    private static int number(Map<Integer, ByteBuffer> attributes, int type) {
        ByteBuffer value = attributes.get(type);
        return value == null ? 0 : value.getInt(0);
    }

    private static long counter(Map<Integer, ByteBuffer> attributes, int type) {
        ByteBuffer value = attributes.get(type);
        return value == null ? 0 : value.getLong(0);
    }
}
