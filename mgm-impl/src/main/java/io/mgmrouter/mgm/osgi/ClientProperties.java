package io.mgmrouter.mgm.osgi;

import io.mgmrouter.ip.Family;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.LocalMembershipProtocol;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a protocol says about itself in its service properties. */
final class ClientProperties {

    private ClientProperties() {}

    /** @throws IllegalArgumentException naming the property, its value and what is allowed */
    static ComponentId id(Map<String, Object> properties) {
        return new ComponentId(
                number(properties, MulticastProtocol.PROTOCOL_ID, null),
                number(properties, MulticastProtocol.COMPONENT_ID, 0));
    }

    /** @throws IllegalArgumentException as {@link #id} */
    static ClientProfile profile(MulticastProtocol protocol, Map<String, Object> properties) {
        Role role = constant(
                Role.class, MulticastProtocol.ROLE, properties.getOrDefault(MulticastProtocol.ROLE, Role.ROUTING));
        if (role == Role.LOCAL_MEMBERSHIP && !(protocol instanceof LocalMembershipProtocol)) {
            throw new IllegalArgumentException(
                    MulticastProtocol.ROLE + " is LOCAL_MEMBERSHIP, but the service is no LocalMembershipProtocol");
        }
        return new ClientProfile(
                String.valueOf(
                        properties.getOrDefault(MulticastProtocol.NAME, properties.get(MulticastProtocol.PROTOCOL_ID))),
                role,
                families(MulticastProtocol.FAMILIES, properties),
                callbacks(protocol));
    }

    /** @throws IllegalArgumentException if there is none */
    static ControlLoop loop(MulticastProtocol protocol) {
        return Optional.ofNullable(protocol.loop())
                .orElseThrow(() -> new IllegalArgumentException("its loop() returned null"));
    }

    private static Set<Callback> callbacks(MulticastProtocol protocol) {
        Set<Callback> callbacks = protocol.callbacks();
        if (callbacks == null || callbacks.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("its callbacks() returned " + callbacks);
        }
        return callbacks;
    }

    /** Both families if the property is absent. */
    static Set<Family> families(String key, Map<String, Object> properties) {
        Object value = properties.get(key);
        if (value == null) {
            return EnumSet.allOf(Family.class);
        }
        Set<Family> families = EnumSet.noneOf(Family.class);
        Object[] names = value instanceof Object[] several ? several : new Object[] {value};
        for (Object name : names) {
            families.add(constant(Family.class, key, name));
        }
        return families;
    }

    private static int number(Map<String, Object> properties, String key, Integer absent) {
        Object value = properties.getOrDefault(key, absent);
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException(key + " must be an Integer from 0, not " + value);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String key, Object value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(value.toString()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        key + " must be one of " + Arrays.toString(type.getEnumConstants()) + ", not " + value));
    }
}
