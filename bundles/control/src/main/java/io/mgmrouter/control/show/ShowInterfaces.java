package io.mgmrouter.control.show;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.ip.Family;
import io.mgmrouter.link.Link;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.MulticastGroupManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The interfaces somebody has taken: {@code show interfaces}. */
final class ShowInterfaces implements ControlCommand {

    private final RouterView router;

    ShowInterfaces(RouterView router) {
        this.router = router;
    }

    @Override
    public Report run(List<String> arguments) throws CommandException {
        Arguments.requireNone("show interfaces", arguments);
        MulticastGroupManager manager = router.manager();
        Map<ComponentId, String> names = RouterView.clientNames(manager);
        Report.Builder table =
                Report.of("interfaces", "interface", "index", "state", "addresses", "families", "owner", "igmp");
        manager.interfaces().forEach(status -> addRow(table, status, names));
        return table.build();
    }

    private void addRow(Report.Builder table, InterfaceStatus status, Map<ComponentId, String> names) {
        Optional<Link> link = router.link(status.interfaceId().index());
        table.row(
                router.name(status.interfaceId()),
                status.interfaceId().index(),
                link.map(l -> l.up() ? "up" : "down").orElse(""),
                link.map(ShowInterfaces::addresses).orElse(List.of()),
                status.families().stream().sorted().map(Family::name).toList(),
                client(status.owner(), names),
                client(status.localMembership(), names));
    }

    private static List<String> addresses(Link link) {
        return link.addresses().stream().map(Object::toString).toList();
    }

    private static String client(Optional<ComponentId> id, Map<ComponentId, String> names) {
        return id.map(known -> names.getOrDefault(known, known.toString())).orElse("");
    }
}
