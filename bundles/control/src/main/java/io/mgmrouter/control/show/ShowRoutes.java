package io.mgmrouter.control.show;

import static java.util.Comparator.comparing;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.route.Route;
import java.util.List;

/** The multicast view of the routing table: {@code show routes}. */
final class ShowRoutes implements ControlCommand {

    private final RouterView router;

    ShowRoutes(RouterView router) {
        this.router = router;
    }

    @Override
    public Report run(List<String> arguments) throws CommandException {
        Arguments.requireNone("show routes", arguments);
        Report.Builder table = Report.of("routes", "prefix", "interface", "nextHop", "metric", "preference", "origin");
        router.routes().routes().stream().sorted(comparing(Route::prefix)).forEach(route -> addRow(table, route));
        return table.build();
    }

    private void addRow(Report.Builder table, Route route) {
        table.row(
                route.prefix().toString(),
                router.name(route.interfaceIndex()),
                route.nextHop().map(Object::toString).orElse(""),
                route.metric(),
                route.preference(),
                route.origin());
    }
}
