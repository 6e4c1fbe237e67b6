package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.codec.PimMessage;

/** The wire of the recorded cases: a message is what its octets are read as. */
final class Octets {

    private static final IpAddress ALL_PIM_ROUTERS_4 = IpAddress.parse("224.0.0.13");
    private static final IpAddress ALL_PIM_ROUTERS_6 = IpAddress.parse("ff02::d");

    private Octets() {}

    /** A message on a link. */
    static <M extends PimMessage> M onLink(M message, IpAddress from) {
        return sent(message, from, from.family() == Family.IPV4 ? ALL_PIM_ROUTERS_4 : ALL_PIM_ROUTERS_6);
    }

    /** A message to a router. */
    @SuppressWarnings("unchecked")
    static <M extends PimMessage> M sent(M message, IpAddress from, IpAddress to) {
        try {
            return (M) message.getClass().cast(PimCodec.decode(PimCodec.encode(message, from, to), from, to));
        } catch (MalformedPacketException e) {
            throw new AssertionError("not a message: " + message, e);
        }
    }
}
