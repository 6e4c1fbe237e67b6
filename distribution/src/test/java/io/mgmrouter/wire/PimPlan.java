package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.RouterConfiguration;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a PIM router is told, in words that every make of router understands. */
final class PimPlan {

    private static final String OURS = "io.mgmrouter.pim";

    private final Set<String> interfaces = new LinkedHashSet<>();
    private final Set<String> withHosts = new HashSet<>();
    private final Map<String, Integer> drPriorities = new LinkedHashMap<>();
    private final List<Rp> rps = new ArrayList<>();
    private final List<String> bsrOn = new ArrayList<>();
    private final RouterConfiguration further = new RouterConfiguration();
    private int joinPruneInterval = 60;

    private record Rp(InetAddress address, String groups) {
        boolean isIpv4() {
            return address.getAddress().length == 4;
        }
    }

    /** PIM on an interface. */
    PimPlan on(String interfaceName) {
        interfaces.add(interfaceName);
        return this;
    }

    /** PIM, and IGMP or MLD, on an interface. */
    PimPlan hostsOn(String interfaceName) {
        withHosts.add(interfaceName);
        return on(interfaceName);
    }

    PimPlan drPriority(String interfaceName, int priority) {
        drPriorities.put(interfaceName, priority);
        return this;
    }

    /** The RP of the groups of a prefix, by configuration. */
    PimPlan rp(InetAddress address, String groups) {
        rps.add(new Rp(address, groups));
        return this;
    }

    /** Offers the address of an interface as a BSR and RP of all groups; FRR cannot. */
    PimPlan bootstrapRouterOn(String interfaceName) {
        bsrOn.add(interfaceName);
        return this;
    }

    PimPlan joinPruneInterval(int seconds) {
        joinPruneInterval = seconds;
        return this;
    }

    /** A setting that only our router has. */
    PimPlan ours(String pid, String key, Object value) {
        further.set(pid, key, value);
        return this;
    }

    RouterConfiguration ours(Set<Family> families) {
        further.set(OURS, "join.prune.interval", joinPruneInterval);
        further.set(OURS, "families", families.stream().map(Family::name).toList());
        interfaces.forEach(name -> further.set(OURS + ".interface~" + name, "interface", name));
        drPriorities.forEach((name, priority) -> further.set(OURS + ".interface~" + name, "dr.priority", priority));
        for (Family family : families) {
            further.on(family.protocol(), withHosts.toArray(String[]::new));
        }
        for (int i = 0; i < rps.size(); i++) {
            String pid = OURS + ".rp~" + i;
            further.set(pid, "address", rps.get(i).address.getHostAddress());
            further.set(pid, "groups", List.of(rps.get(i).groups));
        }
        for (String name : bsrOn) {
            further.set(OURS + ".bsr", "candidate", true).set(OURS + ".bsr", "interface", name);
            further.set(OURS + ".candidate-rp~" + name, "interface", name);
        }
        return further;
    }

    /** For FRR's pimd, which speaks IPv4. */
    String frr() {
        var text = new StringBuilder();
        rps.stream()
                .filter(Rp::isIpv4)
                .forEach(rp -> line(text, "ip pim rp %s %s", rp.address.getHostAddress(), rp.groups));
        line(text, "ip pim join-prune-interval %d", joinPruneInterval);
        for (String name : interfaces) {
            line(text, "interface %s%n ip pim", name);
            if (drPriorities.containsKey(name)) {
                line(text, " ip pim drpriority %d", drPriorities.get(name));
            }
            if (withHosts.contains(name)) {
                line(text, " ip igmp");
            }
        }
        return text.toString();
    }

    /** For the old pimd, which speaks IPv4, and IGMP on every interface. */
    String pimd() {
        var text = new StringBuilder();
        for (String name : interfaces) {
            String priority = drPriorities.containsKey(name) ? " dr-priority " + drPriorities.get(name) : "";
            line(text, "phyint %s enable igmpv3%s", name, priority);
        }
        for (String name : bsrOn) {
            line(text, "bsr-candidate %s priority 5%nrp-candidate %s time 10 priority 20", name, name);
            line(text, "group-prefix 224.0.0.0 masklen 4");
        }
        rps.forEach(rp -> line(text, "rp-address %s %s", rp.address.getHostAddress(), rp.groups));
        return line(text, "spt-threshold packets 0 interval 100").toString();
    }

    private static StringBuilder line(StringBuilder text, String format, Object... arguments) {
        return text.append(format.formatted(arguments)).append('\n');
    }
}
