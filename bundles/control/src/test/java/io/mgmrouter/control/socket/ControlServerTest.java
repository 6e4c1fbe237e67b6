package io.mgmrouter.control.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.Report;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlServerTest {

    @TempDir
    private Path directory;

    private final CommandTable commands = new CommandTable();
    private final CommandAnswers answers = new CommandAnswers(commands, new JsonTable(JsonProvider.provider()));
    private Path socket;
    private ControlServer server;

    @BeforeEach
    void open() throws IOException {
        socket = directory.resolve("control.sock");
        server = ControlServer.open(socket, answers::answer);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aCommandIsAnsweredWithOkAndItsText() throws IOException {
        commands.add(
                "show me",
                "",
                arguments ->
                        Report.of("x", "argument").row(arguments.getFirst()).build());

        assertThat(ask("show me this\n")).isEqualTo("OK\nARGUMENT\nthis\n");
        assertThat(ask("show me --json this\n")).isEqualTo("OK\n{\"x\":[{\"argument\":\"this\"}]}\n");
    }

    @Test
    void aRefusalIsOneErrorLine() throws IOException {
        commands.add("fail", "", _ -> {
            throw new CommandException("it cannot\nbe done");
        });

        assertThat(ask("fail\n")).isEqualTo("ERROR it cannot be done\n");
        assertThat(ask("nonsense\n")).startsWith("ERROR there is no command \"nonsense\"");
    }

    @Test
    void aCommandThatThrowsHarmsOnlyItsOwnConnection() throws IOException {
        commands.add("throw", "", _ -> {
            throw new StackOverflowError();
        });

        assertThat(ask("throw\n")).startsWith("ERROR the command failed inside the router");
        assertThat(ask("help\n")).startsWith("OK\n");
    }

    @Test
    void aStuckCommandDoesNotKeepOthersWaiting() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        commands.add("hang", "", _ -> {
            awaitQuietly(gate);
            return Report.of("x").build();
        });
        try (SocketChannel stuck = connect()) {
            stuck.write(bytes("hang\n"));

            assertThat(ask("help\n")).startsWith("OK\n");
        } finally {
            gate.countDown();
        }
    }

    @Test
    void aRequestLineWithoutEndIsCutOffAtTheLimit() throws IOException {
        assertThat(ask("x".repeat(ControlConnection.LONGEST_LINE)))
                .isEqualTo("ERROR the command line is longer than 8192 octets\n");
    }

    @Test
    void onlyOwnerAndGroupMayConnect() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void theSocketFileOfAKilledRouterIsReplaced() throws IOException {
        server.close();
        ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        killed.bind(UnixDomainSocketAddress.of(socket));
        killed.close();
        assertThat(socket).exists();

        server = ControlServer.open(socket, answers::answer);

        assertThat(ask("help\n")).startsWith("OK\n");
    }

    @Test
    void aSecondRouterOnTheSameDirectoryIsRefused() {
        assertThatThrownBy(() -> ControlServer.open(socket, answers::answer))
                .isInstanceOf(IOException.class)
                .hasMessage("another router answers on " + socket
                        + "; stop it, or use another --state directory for this one");
    }

    @Test
    void aPathTheSystemCannotTakeIsRefusedWithItsLength() {
        Path deep = directory.resolve("d".repeat(120)).resolve("control.sock");

        assertThatThrownBy(() -> ControlServer.open(deep, answers::answer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is " + deep.toString().length() + " octets long, and the system allows 107");
    }

    @Test
    void closingRemovesTheSocketFile() {
        server.close();

        assertThat(socket).doesNotExist();
    }

    private String ask(String line) throws IOException {
        try (SocketChannel client = connect()) {
            client.write(bytes(line));
            return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
