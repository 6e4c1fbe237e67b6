package io.mgmrouter.control.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. A client that does not write its line, or does not read its answer, is cut off. */
final class ControlConnection implements Runnable {

    static final int LONGEST_LINE = 8_192;

    private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SocketChannel client;
    private final UnaryOperator<String> answers;

    ControlConnection(SocketChannel client, UnaryOperator<String> answers) {
        this.client = client;
        this.answers = answers;
    }

    @Override
    public void run() {
        try (client) {
            String line;
            try (CutOff _ = new CutOff(client, PATIENCE)) {
                line = readLine();
            }
            String answer = answers.apply(line);
            try (CutOff _ = new CutOff(client, PATIENCE)) {
                write(answer);
            }
        } catch (IOException e) {
            LOG.debug("control.connection ended early: {}", e.toString());
        }
    }

    /** The first line; what follows is ignored. A line that is too long is cut, and then no command matches it. */
    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(512);
        while (line.size() < LONGEST_LINE && client.read(chunk) >= 0) {
            int octets = chunk.position();
            int end = endOfLine(chunk);
            line.write(chunk.array(), 0, end);
            if (end < octets) {
                break;
            }
            chunk.clear();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static int endOfLine(ByteBuffer chunk) {
        for (int i = 0; i < chunk.position(); i++) {
            if (chunk.get(i) == '\n') {
                return i;
            }
        }
        return chunk.position();
    }

    private void write(String answer) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            client.write(out);
        }
    }
}
