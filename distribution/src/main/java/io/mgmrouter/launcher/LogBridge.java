package io.mgmrouter.launcher;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogReaderService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what bundles give to the OSGi log service, Declarative Services above all, into the log. */
final class LogBridge {

    private LogBridge() {}

    static void open(BundleContext context) {
        ServiceReference<LogReaderService> reader = context.getServiceReference(LogReaderService.class);
        if (reader != null) {
            context.getService(reader).addLogListener(LogBridge::logged);
        }
    }

    private static void logged(LogEntry entry) {
        Logger log = LoggerFactory.getLogger("osgi." + entry.getLoggerName());
        String bundle = entry.getBundle() == null ? "" : entry.getBundle().getSymbolicName();
        switch (entry.getLogLevel()) {
            case ERROR -> log.error("bundle={} {}", bundle, entry.getMessage(), entry.getException());
            case WARN -> log.warn("bundle={} {}", bundle, entry.getMessage(), entry.getException());
            case INFO -> log.info("bundle={} {}", bundle, entry.getMessage(), entry.getException());
            default -> log.debug("bundle={} {}", bundle, entry.getMessage(), entry.getException());
        }
    }
}
