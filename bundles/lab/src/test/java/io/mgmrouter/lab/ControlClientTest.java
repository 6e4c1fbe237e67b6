package io.mgmrouter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The client of the control socket")
class ControlClientTest {

    @TempDir
    private Path state;

    @Test
    void givesTheTextBehindTheStatus() throws IOException {
        String text = exchange("OK\nline 1\nline 2\n", client -> client.ask("show mfe"));

        assertThat(text).isEqualTo("line 1\nline 2\n");
    }

    @Test
    void passesOnWhyTheRouterRefused() {
        assertThatThrownBy(() -> exchange("ERROR no command 'show cows'\n", client -> client.ask("show cows")))
                .isInstanceOf(LabException.class)
                .hasMessage("the router refused 'show cows': no command 'show cows'");
    }

    @Test
    void readsATable() throws IOException {
        var rows = exchange("OK\n{\"mfe\":[{\"group\":\"239.1.1.1\"}]}\n", client -> client.table("show mfe"));

        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.getString("group")).isEqualTo("239.1.1.1"));
    }

    @Test
    void saysWhereItFoundNobody() {
        assertThatThrownBy(() -> new ControlClient(state).ask("show mfe"))
                .hasMessageStartingWith("the router does not answer at " + state.resolve("control.sock"));
    }

    private interface Use<T> {
        T with(ControlClient client);
    }

    private <T> T exchange(String answer, Use<T> use) throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(state.resolve("control.sock")));
            var request = CompletableFuture.supplyAsync(() -> answerOne(server, answer));
            T result = use.with(new ControlClient(state));
            assertThat(request.join()).startsWith("show mfe");
            return result;
        }
    }

    private static String answerOne(ServerSocketChannel server, String answer) {
        try (SocketChannel channel = server.accept()) {
            String request = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
            Channels.newOutputStream(channel).write(answer.getBytes(StandardCharsets.UTF_8));
            return request;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
