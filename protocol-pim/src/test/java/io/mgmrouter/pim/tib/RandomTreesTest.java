package io.mgmrouter.pim.tib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random stories in the words of the recorded cases: a failure is a case that only needs a name. */
@DisplayName("Trees in random lives")
class RandomTreesTest {

    private static final List<String> LINKS = List.of("eth0", "eth1", "eth2", "eth3");
    private static final List<String> GROUPS = List.of("239.1.1.1", "239.1.1.2", "232.1.1.1");
    private static final List<String> SOURCES = List.of("10.5.0.5", "10.6.0.6", "10.0.3.9");
    private static final List<String> RPS = List.of("10.9.0.9", "10.8.0.8", "10.0.0.1");

    private final List<String> story = new ArrayList<>();
    private final Set<String> members = new TreeSet<>();
    private Random random = new Random();

    static IntStream seeds() {
        int first = Integer.getInteger("pim.stories.first", 1);
        return IntStream.range(first, first + Integer.getInteger("pim.stories", 40));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void inNoLifeDoTheManagerAndTheTreesDisagreeAndNothingIsLeft(int seed) {
        random = new Random(seed);
        boolean asserts = seed % 2 == 0;
        begin();
        for (int i = 0; i < 150; i++) {
            String line = anything();
            if (asserts || !line.startsWith("assert")) {
                story.add(line);
            }
        }

        failure(story).ifPresent(first -> {
            List<String> shortest = shortened(story, first);
            throw new AssertionError(
                    "the shortest story is\n" + String.join("\n", shortest),
                    failure(shortest).orElseThrow());
        });
    }

    /** Empty if all is well throughout, and nothing is left at the end. */
    private static Optional<Throwable> failure(List<String> story) {
        CaseScript script = new CaseScript();
        try {
            for (String line : story) {
                script.happen(line);
                new TreeChecks(script.router()).check();
            }
            for (String line : ending(story)) {
                script.happen(line);
                new TreeChecks(script.router()).check();
            }
            new TreeChecks(script.router()).nothingIsLeft();
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of(e);
        }
    }

    /** All hosts leave, and all time passes. */
    private static List<String> ending(List<String> story) {
        Set<String> members = new TreeSet<>();
        for (String line : story) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("member")) {
                members.add("leave " + words[1]);
            } else if (words[0].equals("leave")) {
                members.remove(line);
            }
        }
        List<String> ending = new ArrayList<>(members);
        ending.add("wait 3000");
        return ending;
    }

    /** Without every line that the failure can do without. */
    private static List<String> shortened(List<String> failing, Throwable first) {
        List<String> story = new ArrayList<>(failing);
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (int i = story.size() - 1; i >= 0; i--) {
                List<String> without = new ArrayList<>(story);
                without.remove(i);
                if (failure(without)
                        .filter(e -> e.getClass() == first.getClass())
                        .isPresent()) {
                    story = without;
                    shorter = true;
                }
            }
        }
        return story;
    }

    private void begin() {
        for (String link : LINKS) {
            story.add("interface " + link + " " + networkOf(link) + ".1/24");
            story.add("neighbor " + link + " " + networkOf(link) + ".2");
            story.add("neighbor " + link + " " + networkOf(link) + ".3");
        }
        story.add("route 10.9.0.0/16 eth0 10.0.0.2 110/30");
        story.add("route 10.8.0.0/16 eth1 10.0.1.2 110/30");
        story.add("route 10.5.0.0/16 eth2 10.0.2.2 110/20");
        story.add("route 10.6.0.0/16 eth0 10.0.0.2 110/20");
        story.add("rp 224.0.0.0/4 10.9.0.9");
    }

    private String anything() {
        List<Supplier<String>> kinds = List.of(
                this::joinPrune,
                this::joinPrune,
                this::joinPrune,
                this::packet,
                this::packet,
                this::packet,
                this::member,
                this::member,
                this::heardAssert,
                this::heardAssert,
                this::neighbor,
                this::route,
                this::register,
                this::setting,
                () -> "wait " + random.nextInt(8),
                () -> "wait " + random.nextInt(8),
                () -> "wait " + random.nextInt(120));
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private String joinPrune() {
        String link = any(LINKS);
        String from = neighborOn(link);
        String to = networkOf(link) + "." + (random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1);
        StringBuilder line = new StringBuilder("joinprune " + link + " " + from + " " + to);
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            line.append(random.nextInt(5) < 3 ? " join " : " prune ").append(element());
        }
        return line.append(" holdtime ").append(any(List.of("5", "60", "210"))).toString();
    }

    private String element() {
        return switch (random.nextInt(3)) {
            case 0 -> "(*," + any(GROUPS) + ")";
            case 1 -> "(" + any(SOURCES) + "," + any(GROUPS) + ",rpt)";
            default -> flow();
        };
    }

    private String flow() {
        return "(" + any(SOURCES) + "," + any(GROUPS) + ")";
    }

    private String packet() {
        return "packet " + any(LINKS) + " " + flow();
    }

    private String member() {
        String member = any(LINKS) + " " + (random.nextBoolean() ? "(*," + any(GROUPS) + ")" : flow());
        if (members.add(member)) {
            return "member " + member;
        }
        members.remove(member);
        return "leave " + member;
    }

    private String heardAssert() {
        String link = any(LINKS);
        String about = random.nextBoolean() ? "(*," + any(GROUPS) + ") rpt" : flow();
        String metric = random.nextInt(4) == 0 ? "cancel" : "110/" + (10 + 10 * random.nextInt(4));
        return "assert " + link + " " + neighborOn(link) + " " + about + " " + metric;
    }

    private String neighbor() {
        String link = any(LINKS);
        return any(List.of("neighbor ", "neighbor ", "gone ", "restart ")) + link + " " + neighborOn(link);
    }

    private static String networkOf(String link) {
        return "10.0." + link.charAt(3);
    }

    private String neighborOn(String link) {
        return networkOf(link) + "." + (2 + random.nextInt(2));
    }

    private String route() {
        String prefix = any(List.of("10.5.0.0/16", "10.6.0.0/16", "10.8.0.0/16", "10.9.0.0/16"));
        if (random.nextInt(5) == 0) {
            return "unroute " + prefix;
        }
        String link = any(LINKS);
        return "route " + prefix + " " + link + " " + neighborOn(link) + " 110/" + (10 + 10 * random.nextInt(3));
    }

    private String register() {
        if (random.nextBoolean()) {
            return "register-stop " + any(RPS) + " " + (random.nextBoolean() ? "(*," + any(GROUPS) + ")" : flow());
        }
        return "register 10.5.0.1 " + any(List.of("10.0.0.1", "10.0.1.1")) + " " + flow()
                + (random.nextBoolean() ? " null" : "");
    }

    private String setting() {
        return switch (random.nextInt(3)) {
            case 0 -> "dr " + any(LINKS) + any(List.of(" yes", " no"));
            case 1 -> "rp 224.0.0.0/4 " + any(RPS);
            default -> "spt " + any(List.of("never", "immediate"));
        };
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
