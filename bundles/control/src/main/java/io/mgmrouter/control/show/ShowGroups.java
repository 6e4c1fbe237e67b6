package io.mgmrouter.control.show;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.SourceGroup;
import java.util.List;
import java.util.Map;

/** The memberships of all clients: {@code show groups [SOURCE] [GROUP]}. */
final class ShowGroups implements ControlCommand {

    private static final int PAGE = 1_000;

    private final RouterView router;

    ShowGroups(RouterView router) {
        this.router = router;
    }

    @Override
    public Report run(List<String> arguments) throws CommandException {
        Selection selection = Selection.parse(arguments);
        MulticastGroupManager manager = router.manager();
        Map<ComponentId, String> names = RouterView.clientNames(manager);
        Report.Builder table = Report.of("groups", "source", "group", "interface", "client", "stale");
        Pages.<Membership, SourceGroup>forEach(
                after -> manager.memberships(after, PAGE), Membership::sourceGroup, membership -> {
                    if (selection.selects(membership.sourceGroup())) {
                        addRow(table, membership, names);
                    }
                });
        return table.build();
    }

    private void addRow(Report.Builder table, Membership membership, Map<ComponentId, String> names) {
        SourceGroup sg = membership.sourceGroup();
        table.row(
                sg.source().isUnspecified() ? "*" : sg.source().toString(),
                sg.group().isUnspecified() ? "*" : sg.group().toString(),
                router.name(membership.interfaceId()),
                names.getOrDefault(membership.client(), membership.client().toString()),
                membership.stale());
    }
}
