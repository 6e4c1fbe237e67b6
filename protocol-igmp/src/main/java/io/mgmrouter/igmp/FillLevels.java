package io.mgmrouter.igmp;

import io.mgmrouter.igmp.policy.Quota;
import io.mgmrouter.igmp.policy.Watermark;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.LogLimit;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when a table of an interface is nearly full, full, and no longer so. For the loop's thread. */
final class FillLevels {

    private static final Logger LOG = LoggerFactory.getLogger(FillLevels.class);

    private final Quota routerSources;
    private final Watermark groupMark = new Watermark(1, 0);
    private final Watermark sourceMark = new Watermark(1, 0);
    private final Watermark routerMark = new Watermark(1, 0);
    private final LogLimit fullLog = new LogLimit(Duration.ofHours(1));
    private InterfaceSettings settings;

    FillLevels(InterfaceSettings settings, Quota routerSources) {
        this.routerSources = routerSources;
        configure(settings);
    }

    void configure(InterfaceSettings changed) {
        settings = changed;
        int percent = changed.policy().warningPercent();
        groupMark.change(changed.groupLimit(), percent);
        sourceMark.change(changed.totalSourceLimit(), percent);
        routerMark.change(changed.policy().routerLimit(), percent);
    }

    /** The table has changed. */
    void at(int groups, int sources) {
        say("groups", groupMark.at(groups), groups, settings.groupLimit());
        say("sources", sourceMark.at(sources), sources, settings.totalSourceLimit());
        say(
                "sources-of-router",
                routerMark.at(routerSources.used()),
                routerSources.used(),
                settings.policy().routerLimit());
    }

    /** Something did not fit in any more, for a reason in {@link Drops}. */
    void full(String reason, IpAddress group, IpAddress reporter, Tick now) {
        if (fullLog.passes(now)) {
            LOG.warn(
                    "{}.limit if={} reason={} group={} host={} limits={}: said once an hour",
                    settings.dialect().name(),
                    settings.interfaceName(),
                    reason,
                    group,
                    reporter,
                    settings.limits());
        }
    }

    private void say(String what, Watermark.Crossing crossing, int count, int limit) {
        switch (crossing) {
            case NONE -> {}
            case UP ->
                LOG.warn(
                        "{}.limit-near if={} {}={} limit={} warning={}%",
                        settings.dialect().name(),
                        settings.interfaceName(),
                        what,
                        count,
                        limit,
                        settings.policy().warningPercent());
            case DOWN ->
                LOG.info(
                        "{}.limit-far if={} {}={} limit={}",
                        settings.dialect().name(),
                        settings.interfaceName(),
                        what,
                        count,
                        limit);
        }
    }
}
