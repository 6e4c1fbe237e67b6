package io.mgmrouter.pim.rp;

import static io.mgmrouter.pim.fsm.Row.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRp;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.GroupRps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Anything any neighbour can say, in any order, as time passes and the configuration changes. */
@DisplayName("Random stories of a router among bootstrap routers")
class BootstrappingStoryTest {

    private static final int LIMIT = 30;
    private static final int STEPS = 300;

    private final List<IpPrefix> ranges = Stream.of("ff00::/8", "ff05::/16", "ff05:1::/32", "ff08::/16", "ff08::1/128")
            .map(IpPrefix::parse)
            .toList();
    private final List<IpAddress> routers = IntStream.rangeClosed(1, 6)
            .mapToObj(i -> IpAddress.parse("2001:db8::" + i))
            .toList();
    private final RpSet rps = new RpSet(new RpPolicy(Family.IPV6, IpAddress::isSourceSpecific, true), _ -> true);

    private Random random = new Random();
    private Tick now = second(0);

    @RepeatedTest(100)
    void rpsAreThoseOfTheTablesAndNothingIsOverdue(RepetitionInfo run) {
        random = new Random(run.getCurrentRepetition());
        Bootstrapping bsr = new Bootstrapping(role(), offers(), random, now);

        for (int step = 0; step < STEPS; step++) {
            List<BsrAction> actions = step(bsr);

            carryOut(actions);
            assertThat(bsr.due().stream().filter(now::reached).filter(due -> !due.equals(now)))
                    .as("overdue after step %s", step)
                    .isEmpty();
            assertThat(learned()).as("after step %s", step).isEqualTo(held(bsr));
            assertThat(bsr.zones()).allMatch(zone -> zone.table().size() <= LIMIT + offered());
        }
        everybodyFallsSilent(bsr);
    }

    private List<BsrAction> step(Bootstrapping bsr) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> bsr.received(message(), any(Bootstrapping.Path.values()), boundary(), now);
            case 3, 4 -> bsr.received(advertisement(), now);
            case 5 -> random.nextInt(10) == 0 ? bsr.configure(role(), offers(), now) : bsr.newNeighbor();
            default -> pass(bsr, random.nextInt(120));
        };
    }

    /** As the loop does: each deadline at its time. */
    private List<BsrAction> pass(Bootstrapping bsr, int seconds) {
        List<BsrAction> actions = new ArrayList<>();
        Tick end = now.plus(Duration.ofSeconds(seconds));
        for (Optional<Tick> due = bsr.due(); due.filter(end::reached).isPresent(); due = bsr.due()) {
            now = due.get().later(now);
            actions.addAll(bsr.timerDue(now));
        }
        now = end;
        return actions;
    }

    private void everybodyFallsSilent(Bootstrapping bsr) {
        BsrRole follower = new BsrRole(
                Family.IPV6, Optional.empty(), 0, 126, BsrDomain.PERIOD, BsrDomain.TIMEOUT, true, List.of(), LIMIT);
        carryOut(bsr.configure(follower, List.of(), now));
        carryOut(pass(bsr, 3000));

        assertThat(rps.view()).isEmpty();
        assertThat(bsr.zones()).hasSize(1);
        assertThat(bsr.due()).isEmpty();
    }

    private void carryOut(List<BsrAction> actions) {
        actions.forEach(action -> {
            if (action instanceof BsrAction.Learned(var told)) {
                rps.learn(told);
            }
        });
    }

    private Set<String> learned() {
        return rps.view().stream()
                .map(one -> one.range() + " " + one.rp() + " " + one.priority())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the smallest zone around each range has of it. */
    private Set<String> held(Bootstrapping bsr) {
        Set<String> all = new TreeSet<>();
        for (Zone zone : bsr.zones()) {
            zone.table().ranges().stream()
                    .filter(range -> bsr.zones().stream().noneMatch(other -> isSmallerAround(range, other, zone)))
                    .forEach(range -> zone.table()
                            .rps(range)
                            .forEach(rp -> all.add(range + " " + rp.address() + " " + rp.priority())));
        }
        return all;
    }

    private static boolean isSmallerAround(IpPrefix range, Zone other, Zone zone) {
        int length = zone.range().map(IpPrefix::length).orElse(0);
        return other.range()
                .filter(around -> around.length() > length && RpAddresses.contains(around, range))
                .isPresent();
    }

    private Bootstrap message() {
        List<GroupRps> groups = new ArrayList<>();
        boolean ofZone = random.nextInt(3) == 0;
        for (int i = random.nextInt(4); i > 0; i--) {
            groups.add(group(any(ranges), ofZone && groups.isEmpty()));
        }
        return new Bootstrap(random.nextInt(3), 126, random.nextInt(4), any(routers), random.nextInt(6) == 0, groups);
    }

    private GroupRps group(IpPrefix range, boolean zone) {
        List<CandidateRp> some = random.ints(random.nextInt(5), 0, 60)
                .distinct()
                .mapToObj(i ->
                        new CandidateRp(IpAddress.parse("2001:db8:9::" + i), random.nextInt(4) * 60, random.nextInt(3)))
                .toList();
        return new GroupRps(range, zone, some.size() + (random.nextInt(3) == 0 ? 2 : 0), some);
    }

    private CandidateRpAdvertisement advertisement() {
        IpAddress rp = IpAddress.parse("2001:db8:9::" + random.nextInt(60));
        return new CandidateRpAdvertisement(random.nextInt(3), random.nextInt(4) * 60, rp, List.of(any(ranges)));
    }

    private ScopeBoundary boundary() {
        return random.nextInt(5) == 0 ? new ScopeBoundary(List.of(any(ranges))) : ScopeBoundary.NONE;
    }

    private BsrRole role() {
        return new BsrRole(
                Family.IPV6,
                random.nextBoolean() ? Optional.of(any(routers)) : Optional.empty(),
                random.nextInt(4),
                126,
                BsrDomain.PERIOD,
                BsrDomain.TIMEOUT,
                true,
                random.nextBoolean() ? List.of(ranges.get(1)) : List.of(),
                LIMIT);
    }

    private List<CandidateRpRole> offers() {
        return IntStream.range(0, random.nextInt(offered()))
                .mapToObj(i -> new CandidateRpRole(
                        any(routers), List.of(any(ranges)), random.nextInt(3), Duration.ofSeconds(60), 150))
                .toList();
    }

    private static int offered() {
        return 3;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> T any(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
