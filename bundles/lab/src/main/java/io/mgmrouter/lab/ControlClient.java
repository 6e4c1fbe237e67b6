package io.mgmrouter.lab;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Asks a router, as {@code mgmctl} does: one command per connection to the Unix socket in its state folder. */
public final class ControlClient {

    private final Path socket;

    /** @param state the router's state folder */
    public ControlClient(Path state) {
        this.socket = state.resolve("control.sock");
    }

    /**
     * Has the router carry out a command.
     *
     * @param command its words: {@code show mfe}
     * @return the text of the answer
     * @throws LabException if the router does not answer, or refuses; the message carries its own words
     */
    public String ask(String command) {
        String answer = exchange(command + "\n");
        int end = answer.indexOf('\n');
        String status = (end < 0 ? answer : answer.substring(0, end)).strip();
        if (!status.equals("OK")) {
            throw new LabException(
                    "the router refused '%s': %s".formatted(command, status.replaceFirst("^ERROR ", "")));
        }
        return end < 0 ? "" : answer.substring(end + 1);
    }

    /** Rows of a table: the one list in the command's JSON. */
    public List<JsonObject> table(String command) {
        String text = ask(command + " --json");
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject().values().stream()
                    .filter(value -> value.getValueType() == JsonValue.ValueType.ARRAY)
                    .flatMap(value -> value.asJsonArray().stream())
                    .map(JsonValue::asJsonObject)
                    .toList();
        } catch (JsonException e) {
            throw new LabException("the answer to '%s' is no JSON: %s".formatted(command, text.strip()), e);
        }
    }

    private String exchange(String request) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            Channels.newOutputStream(channel).write(request.getBytes(StandardCharsets.UTF_8));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LabException("the router does not answer at %s: %s".formatted(socket, e.getMessage()), e);
        }
    }
}
