package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.LanPruneDelay;
import io.mgmrouter.pim.fsm.LanDelays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Words this router's Hellos on one interface (RFC 7761, section 4.3.1).
 *
 * @param generationId another one each time the interface starts
 * @param family of the addresses
 */
record HelloWriter(int generationId, Family family) {

    /** What this router is and wants, with all its addresses on the link. */
    Hello hello(InterfaceSettings.Hellos settings, Link link, IpAddress self) {
        return hello(settings.holdtime(), settings, link, self);
    }

    /** The last one of an address. */
    Hello goodbye(InterfaceSettings.Hellos settings, Link link, IpAddress self) {
        return hello(0, settings, link, self);
    }

    private Hello hello(int holdtime, InterfaceSettings.Hellos settings, Link link, IpAddress self) {
        LanDelays.Told delays = settings.delays();
        return new Hello(
                OptionalInt.of(holdtime),
                OptionalLong.of(settings.drPriority()),
                OptionalInt.of(generationId),
                Optional.of(new LanPruneDelay(
                        (int) delays.propagationDelay().toMillis(),
                        (int) delays.overrideInterval().toMillis(),
                        delays.tracking())),
                others(link, self));
    }

    private List<IpAddress> others(Link link, IpAddress self) {
        return link.addresses().stream()
                .map(LinkAddress::address)
                .filter(address -> address.family() == family && !address.equals(self))
                .limit(Hello.MOST_SECONDARY_ADDRESSES)
                .toList();
    }
}
