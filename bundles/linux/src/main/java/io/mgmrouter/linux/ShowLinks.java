package io.mgmrouter.linux;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.link.LinkService;
import java.util.List;

/** {@code show links}. */
record ShowLinks(LinkService links) implements ControlCommand {

    @Override
    public Report run(List<String> arguments) throws CommandException {
        if (!arguments.isEmpty()) {
            throw new CommandException("show links takes no arguments, not \"" + String.join(" ", arguments) + "\"");
        }
        Report.Builder report = Report.of("links", "index", "name", "up", "multicast", "mtu", "addresses");
        for (Link link : links.links()) {
            List<String> addresses =
                    link.addresses().stream().map(LinkAddress::toString).toList();
            report.row(link.index(), link.name(), link.up(), link.multicast(), link.mtu(), addresses);
        }
        return report.build();
    }
}
