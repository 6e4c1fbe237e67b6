package io.mgmrouter.launcher;

import org.apache.felix.framework.Logger;
import org.slf4j.LoggerFactory;

/** Takes what the framework itself has to say into the log. */
final class FrameworkLog extends Logger {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("felix");

    @Override
    protected void doLog(int level, String message, Throwable failure) {
        switch (level) {
            case LOG_ERROR -> LOG.error(message, failure);
            case LOG_WARNING -> LOG.warn(message, failure);
            case LOG_INFO -> LOG.info(message, failure);
            default -> LOG.debug(message, failure);
        }
    }
}
