package io.mgmrouter.launcher;

import java.util.List;

/** The router cannot start. Each message is one sentence for the operator; there is no stack trace for anybody. */
final class StartFailure extends Exception {

    /** Wrong usage of the command line. */
    static final int USAGE = 2;
    /** Something failed while starting. */
    static final int FAILED = 1;
    /** The configuration is wrong (EX_CONFIG of sysexits). */
    static final int CONFIGURATION = 78;

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String[] sentences;

    StartFailure(int exitCode, List<String> sentences) {
        super(String.join("; ", sentences), null, false, false);
        this.exitCode = exitCode;
        this.sentences = sentences.toArray(String[]::new);
    }

    static StartFailure failed(String sentence) {
        return new StartFailure(FAILED, List.of(sentence));
    }

    static StartFailure usage(String sentence) {
        return new StartFailure(USAGE, List.of(sentence));
    }

    int exitCode() {
        return exitCode;
    }

    List<String> sentences() {
        return List.of(sentences);
    }
}
