package io.mgmrouter.pim.fsm;

import static io.mgmrouter.pim.fsm.Row.second;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.pim.fsm.AssertState.Action;
import io.mgmrouter.pim.fsm.AssertState.Event;
import io.mgmrouter.pim.fsm.AssertState.Loser;
import io.mgmrouter.pim.fsm.AssertState.NoInfo;
import io.mgmrouter.pim.fsm.AssertState.Rules;
import io.mgmrouter.pim.fsm.AssertState.Stake;
import io.mgmrouter.pim.fsm.AssertState.Step;
import io.mgmrouter.pim.fsm.AssertState.Winner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

/** Some routers on one link, all of which could forward, and nothing of which is lost between them. */
@DisplayName("Assert among routers, RFC 7761 section 4.6")
class AssertElectionTest {

    private static final Rules SG = new Rules(false, ofSeconds(180), ofSeconds(3));

    private final Queue<AssertMetric> wire = new ArrayDeque<>();
    private int now;

    /** A router that forwards onto the link as long as it is not a loser. */
    private final class Router {

        final AssertMetric metric;
        AssertState state = new NoInfo();

        Router(AssertMetric metric) {
            this.metric = metric;
        }

        void happens(Event event) {
            Step step = AssertState.step(state, event, SG, second(now));
            state = step.next();
            if (step.action() == Action.SEND_ASSERT) {
                wire.add(metric);
            }
            if (step.action() == Action.SEND_ASSERT_CANCEL) {
                wire.add(new AssertMetric(
                        true, AssertMetric.INFINITE.preference(), AssertMetric.INFINITE.metric(), metric.address()));
            }
        }

        void hears(AssertMetric message) {
            if (!message.address().equals(metric.address())) {
                happens(new Event.AssertReceived(message, metric, Stake.COULD_ASSERT));
            }
        }
    }

    @RepeatedTest(100)
    @Tag("RFC7761-4.6.1")
    @Tag("RFC7761-4.6.4")
    void theBestForwardsAndWhenItLeavesTheNextOneDoes(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<Router> routers = routers(random);
        while (routers.size() > 1) {
            duplicatesArrive(routers, random);
            Router best = best(routers);
            assertThat(routers)
                    .filteredOn(router -> router.state instanceof Winner)
                    .containsExactly(best);
            assertThat(routers)
                    .filteredOn(router -> router != best)
                    .allSatisfy(router -> assertThat(router.state)
                            .isInstanceOfSatisfying(
                                    Loser.class,
                                    loser -> assertThat(loser.winnerMetric()).isEqualTo(best.metric)));

            liveFor(500, routers);
            assertThat(best.state).as("it is still the one").isInstanceOf(Winner.class);

            best.happens(new Event.StakeChanged(Stake.NONE));
            routers.remove(best);
            deliver(routers);
            assertThat(routers).allSatisfy(router -> assertThat(router.state).isEqualTo(new NoInfo()));
        }
    }

    private List<Router> routers(Random random) {
        List<Router> routers = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(4); i++) {
            IpAddress address = IpAddress.parse("10.0.0." + (i + 1));
            routers.add(new Router(new AssertMetric(false, random.nextInt(2), random.nextInt(3), address)));
        }
        return routers;
    }

    /** Each router sees packets of the others, in any order, as long as more than one forwards. */
    private void duplicatesArrive(List<Router> routers, Random random) {
        while (forwarders(routers) > 1) {
            routers.get(random.nextInt(routers.size())).happens(new Event.DataArrived(Stake.COULD_ASSERT));
            deliver(routers);
        }
    }

    private void liveFor(int seconds, List<Router> routers) {
        for (int end = now + seconds; now < end; now++) {
            for (Router router : routers) {
                router.happens(new Event.TimerDue());
                deliver(routers);
            }
        }
    }

    private void deliver(List<Router> routers) {
        for (int messages = 0; !wire.isEmpty(); messages++) {
            assertThat(messages).as("they do not quarrel for ever").isLessThan(100);
            AssertMetric message = wire.remove();
            routers.forEach(router -> router.hears(message));
        }
    }

    private static long forwarders(List<Router> routers) {
        return routers.stream()
                .filter(router -> !(router.state instanceof Loser))
                .count();
    }

    private static Router best(List<Router> routers) {
        return routers.stream()
                .min(Comparator.comparing(router -> router.metric))
                .orElseThrow();
    }
}
