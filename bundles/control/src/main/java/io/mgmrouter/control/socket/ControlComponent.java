package io.mgmrouter.control.socket;

import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Readiness;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the commands of all bundles on the socket {@code control.sock} of the state directory. */
@Component(
        service = {},
        immediate = true)
public final class ControlComponent {

    private static final Logger LOG = LoggerFactory.getLogger(ControlComponent.class);
    private static final String STATE_DIRECTORY = "mgm.state.dir";
    private static final String SOCKET = "control.sock";

    private final CommandTable commands = new CommandTable();
    private final ServiceRegistration<Readiness> readiness;
    private final String directory;
    private Optional<ControlServer> server = Optional.empty();

    @Activate
    public ControlComponent(BundleContext context) {
        directory = context.getProperty(STATE_DIRECTORY);
        readiness = context.registerService(
                Readiness.class, new Readiness() {}, properties(Readiness.State.WAITING, "opening its socket"));
    }

    @Activate
    void activate() {
        try {
            server = Optional.of(open());
            readiness.setProperties(properties(Readiness.State.READY, ""));
        } catch (IOException e) {
            LOG.error("control.unavailable {}", e.getMessage());
            readiness.setProperties(properties(Readiness.State.FAILED, e.getMessage()));
        }
    }

    @Deactivate
    void deactivate() {
        readiness.unregister();
        server.ifPresent(ControlServer::close);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCommand(ControlCommand command, Map<String, Object> properties) {
        name(properties)
                .ifPresentOrElse(
                        name -> commands.add(name, help(properties), command),
                        () -> LOG.warn(
                                "control.nameless-command class={}",
                                command.getClass().getName()));
    }

    void unbindCommand(ControlCommand command, Map<String, Object> properties) {
        name(properties).ifPresent(name -> commands.remove(name, command));
    }

    private ControlServer open() throws IOException {
        if (directory == null) {
            throw new IOException("the framework property " + STATE_DIRECTORY + " is not set; it names the directory"
                    + " of the control socket");
        }
        CommandAnswers answers = new CommandAnswers(commands, new JsonTable(JsonProvider.provider()));
        return ControlServer.open(Path.of(directory).resolve(SOCKET), answers::answer);
    }

    private static Optional<String> name(Map<String, Object> properties) {
        return Optional.ofNullable(properties.get(ControlCommand.COMMAND)).map(Object::toString);
    }

    private static String help(Map<String, Object> properties) {
        return String.valueOf(properties.getOrDefault(ControlCommand.HELP, ""));
    }

    private static Dictionary<String, Object> properties(Readiness.State state, String message) {
        return new Hashtable<>(
                Map.of(Readiness.NAME, "control", Readiness.STATE, state.name(), Readiness.MESSAGE, message));
    }
}
