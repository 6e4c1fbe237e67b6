package com.example.staticjoin;

import io.mgmrouter.ip.IpAddress;
import java.util.Arrays;
import java.util.List;

/**
 * What an operator configures, already checked.
 *
 * @param interfaceName name of the interface with the receivers, as the system calls it
 * @param groups the groups they want, at least one
 */
record StaticJoinSettings(String interfaceName, List<IpAddress> groups) {

    StaticJoinSettings {
        groups = List.copyOf(groups);
        if (interfaceName.isBlank() || groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "com.example.staticjoin needs interface.name and at least one of groups");
        }
        groups.stream().filter(group -> !group.isMulticast()).findFirst().ifPresent(other -> {
            throw new IllegalArgumentException(
                    "com.example.staticjoin: groups holds " + other + ", which is not in 224.0.0.0/4 or ff00::/8");
        });
    }

    static StaticJoinSettings of(String interfaceName, String[] groups) {
        return new StaticJoinSettings(
                interfaceName, Arrays.stream(groups).map(IpAddress::parse).toList());
    }
}
