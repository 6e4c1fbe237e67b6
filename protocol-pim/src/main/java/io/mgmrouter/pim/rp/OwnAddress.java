package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.settings.SettingsReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which of its addresses this router is to be known by: configured ones, or those of an interface.
 *
 * @param addresses at most one per family; none if an interface is named
 * @param interfaceName empty if addresses are given, or neither
 */
public record OwnAddress(List<IpAddress> addresses, Optional<String> interfaceName) {

    /** How addresses are written, for messages. */
    static final String SYNTAX = "a unicast address of the router that is not link-local, one per family";

    public OwnAddress {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads {@code address} and {@code interface}.
     *
     * @throws IllegalArgumentException if both are there, or an address is not one that other routers can use
     */
    static OwnAddress read(SettingsReader reader) {
        List<IpAddress> addresses = reader.list("address", List.of(), SYNTAX, OwnAddress::usable);
        if (addresses.stream().map(IpAddress::family).distinct().count() < addresses.size()) {
            throw reader.refused("address", addresses, SYNTAX);
        }
        Optional<String> interfaceName = reader.has("interface")
                ? Optional.of(reader.text("interface", "the name of an interface"))
                : Optional.empty();
        if (interfaceName.isPresent() && !addresses.isEmpty()) {
            throw reader.refused("interface", interfaceName.get(), "none beside address");
        }
        return new OwnAddress(addresses, interfaceName);
    }

    /** An address that means the same router everywhere. */
    static IpAddress usable(String text) {
        IpAddress address = IpAddress.parse(text);
        if (!RpAddresses.isUsable(address)) {
            throw new IllegalArgumentException("other routers cannot use it");
        }
        return address;
    }

    boolean isGiven() {
        return interfaceName.isPresent() || !addresses.isEmpty();
    }

    /**
     * The address of a family.
     *
     * @param addressOf an interface's domain-wide address of the family; empty if it has none
     */
    Optional<IpAddress> of(Family family, Function<String, Optional<IpAddress>> addressOf) {
        return addresses.stream()
                .filter(address -> address.family() == family)
                .findFirst()
                .or(() -> interfaceName.flatMap(addressOf).filter(address -> address.family() == family));
    }
}
