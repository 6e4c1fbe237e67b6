package io.mgmrouter.forwarder;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Vif;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code show vifs}.
 *
 * @param tables the tables had at the moment, one of a family
 */
record ShowVifs(Supplier<List<KernelMulticastTable>> tables, LinkService links) implements ControlCommand {

    @Override
    public Report run(List<String> arguments) throws CommandException {
        if (!arguments.isEmpty()) {
            throw new CommandException("show vifs takes no arguments, not \"" + String.join(" ", arguments) + "\"");
        }
        Report.Builder report =
                Report.of("vifs", "family", "vif", "interface", "packetsIn", "octetsIn", "packetsOut", "octetsOut");
        for (KernelMulticastTable table : tables.get()) {
            for (Vif vif : vifs(table)) {
                String name = links.link(vif.interfaceIndex()).map(Link::name).orElse("" + vif.interfaceIndex());
                report.row(
                        table.family(),
                        vif.number(),
                        name,
                        vif.packetsIn(),
                        vif.octetsIn(),
                        vif.packetsOut(),
                        vif.octetsOut());
            }
        }
        return report.build();
    }

    private static List<Vif> vifs(KernelMulticastTable table) throws CommandException {
        try {
            return table.vifs();
        } catch (MulticastTableException e) {
            throw new CommandException(e.getMessage());
        }
    }
}
