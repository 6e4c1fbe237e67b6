package io.mgmrouter.launcher;

import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Opens the log; nothing may be logged before, since only then it is known where to. */
final class Logs {

    private Logs() {}

    static void open(StateDirectory state) {
        System.setProperty("mgm.state.dir", state.path().toString()); // Read by logback.xml.
        System.setProperty("io.netty.native.workdir", state.temporary().toString()); // /tmp is often mounted noexec.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Thread.setDefaultUncaughtExceptionHandler(Logs::died);
    }

    /** Into the log like everything else, rather than as a stack trace on the operator's terminal. */
    private static void died(Thread thread, Throwable failure) {
        LoggerFactory.getLogger(Logs.class)
                .error("thread.died thread={} failure={}", thread.getName(), failure, failure);
    }
}
