package io.mgmrouter.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code mgmctl}: sends one command to a running router and shows its answer. */
public final class Mgmctl {

    private static final String USAGE = "usage: mgmctl [--state DIR] COMMAND...; mgmctl help lists the commands";
    private static final String STATE = "--state";
    private static final String OK = "OK";
    private static final String ERROR = "ERROR ";

    private Mgmctl() {}

    /** Exit code 0 if the router did what was asked, 1 if not or if there is none, 2 for wrong usage. */
    public static void main(String[] args) {
        System.exit(run(new ArrayList<>(Arrays.asList(args))));
    }

    private static int run(List<String> words) {
        int option = words.indexOf(STATE);
        if (option == words.size() - 1 || words.isEmpty()) {
            return usage();
        }
        StateDirectory state = new StateDirectory(option < 0 ? running() : Path.of(words.get(option + 1)));
        if (option >= 0) {
            words.subList(option, option + 2).clear();
        }
        return words.isEmpty() ? usage() : ask(state.socket().toAbsolutePath().normalize(), words);
    }

    private static int usage() {
        System.err.println("mgmctl: " + USAGE);
        return 2;
    }

    /** The first default directory in which a router has its socket. */
    private static Path running() {
        List<Path> defaults = StateDirectory.defaults();
        return defaults.stream()
                .filter(directory -> Files.exists(new StateDirectory(directory).socket()))
                .findFirst()
                .orElse(defaults.getFirst());
    }

    private static int ask(Path socket, List<String> words) {
        try (SocketChannel router = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            router.write(ByteBuffer.wrap((line(words) + "\n").getBytes(StandardCharsets.UTF_8)));
            return show(Channels.newInputStream(router));
        } catch (SocketException e) {
            return noRouter(socket, e);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("mgmctl: the answer of " + socket + " broke off: " + e.getMessage());
            return 1;
        }
    }

    private static int noRouter(Path socket, SocketException e) {
        System.err.println(
                Files.exists(socket) && !Files.isWritable(socket)
                        ? "mgmctl: you may not connect to " + socket + "; it belongs to another user"
                        : "mgmctl: no router answers at " + socket + " (" + e.getMessage()
                                + "); start one with bin/mgm run," + " or name its state directory with --state");
        return 1;
    }

    private static int show(InputStream answer) throws IOException {
        String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (first.equals(OK)) {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            out.print(text.substring(end + 1));
            out.flush();
            return 0;
        }
        System.err.println("mgmctl: "
                + (first.startsWith(ERROR)
                        ? first.substring(ERROR.length())
                        : "the router ended the connection without an answer; its log says why"));
        return 1;
    }

    /** The words of one line; a file is named as the router, which runs in another directory, will find it. */
    private static String line(List<String> words) {
        return words.stream().map(Mgmctl::asSeenByTheRouter).map(Mgmctl::quoted).collect(Collectors.joining(" "));
    }

    private static String asSeenByTheRouter(String word) {
        return word.endsWith(".jar")
                ? Path.of(word).toAbsolutePath().normalize().toString()
                : word;
    }

    private static String quoted(String word) {
        return word.chars().anyMatch(c -> Character.isWhitespace(c) || c == '"') || word.isEmpty()
                ? '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : word;
    }
}
