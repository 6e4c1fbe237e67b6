package io.mgmrouter.itest.diary;

import io.mgmrouter.mgm.MgmSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a protocol in a bundle heard; shared with the test, which waits for it. */
public final class Diary {

    private static final BlockingQueue<String> LINES = new LinkedBlockingQueue<>();
    private static volatile MgmSession session;

    private Diary() {}

    public static void write(String line) {
        LINES.add(line);
    }

    public static void attached(MgmSession newSession) {
        session = newSession;
        write("attached " + newSession.id());
    }

    public static MgmSession session() {
        return session;
    }

    public static void clear() {
        LINES.clear();
    }

    /** Waits for the next {@code count} lines. */
    public static List<String> next(int count) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String line = LINES.poll(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new AssertionError("only " + lines + " of " + count + " lines were written");
            }
            lines.add(line);
        }
        return lines;
    }

    /** Waits for this line; others before it are skipped, since a loop that ends may still say farewell or not. */
    public static void await(String line) throws InterruptedException {
        while (!next(1).contains(line)) {
            // Another one.
        }
    }
}
