package io.mgmrouter.control.show;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.mgm.ClientStatus;
import java.util.List;
import java.util.Locale;

/** The registered protocols: {@code show clients}. A held one is away, and its state is kept for so many seconds. */
final class ShowClients implements ControlCommand {

    private final RouterView router;

    ShowClients(RouterView router) {
        this.router = router;
    }

    @Override
    public Report run(List<String> arguments) throws CommandException {
        Arguments.requireNone("show clients", arguments);
        Report.Builder table = Report.of(
                "clients",
                "name",
                "id",
                "role",
                "families",
                "state",
                "heldSeconds",
                "interfaces",
                "memberships",
                "callbacks",
                "failedCallbacks",
                "lateAnswers",
                "overdueAnswers",
                "waiting",
                "superseded");
        router.manager().clients().forEach(client -> addRow(table, client));
        return table.build();
    }

    private static void addRow(Report.Builder table, ClientStatus client) {
        table.row(
                client.name(),
                client.id().toString(),
                client.role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                client.families().stream().sorted().map(Enum::name).toList(),
                client.heldFor().isPresent() ? "held" : "attached",
                client.heldFor().<Object>map(left -> left.toSeconds()).orElse(""),
                client.interfaces(),
                client.memberships(),
                client.callbacks(),
                client.failedCallbacks(),
                client.lateAnswers(),
                client.overdueAnswers(),
                client.waiting(),
                client.superseded());
    }
}
