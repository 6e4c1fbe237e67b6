package io.mgmrouter.control.socket;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import io.mgmrouter.control.Suggestions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The commands there are at the moment. May be used by any thread. */
final class CommandTable {

    private static final int SUGGESTIONS = 3;

    private record Entry(List<String> words, String help, ControlCommand command) {}

    /** A command found, and the words behind its name. */
    private record Found(Entry entry, List<String> arguments) {}

    private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();

    CommandTable() {
        add("help", "this list", this::help);
    }

    /** Adds a command; one of the same name is replaced. */
    void add(String name, String help, ControlCommand command) {
        entries.put(name, new Entry(List.of(name.split(" ")), help, command));
    }

    /** Removes a command, unless another one has taken its name since. */
    void remove(String name, ControlCommand command) {
        entries.computeIfPresent(name, (_, entry) -> entry.command() == command ? null : entry);
    }

    /** @throws CommandException if there is no such command; the message names similar ones */
    Report run(List<String> words) throws CommandException {
        Found found = find(words).orElseThrow(() -> unknown(words));
        return found.entry().command().run(found.arguments());
    }

    /** The command with the longest name wins: {@code show mfe} before {@code show}. */
    private Optional<Found> find(List<String> words) {
        return entries.values().stream()
                .filter(entry -> startsWith(words, entry.words()))
                .max(Comparator.comparing(entry -> entry.words().size()))
                .map(entry -> new Found(entry, words.subList(entry.words().size(), words.size())));
    }

    private static boolean startsWith(List<String> words, List<String> name) {
        return words.size() >= name.size() && words.subList(0, name.size()).equals(name);
    }

    private CommandException unknown(List<String> words) {
        if (words.isEmpty()) {
            return new CommandException("no command given; help lists all");
        }
        List<String> similar = similar(words);
        return new CommandException("there is no command \"" + shortened(String.join(" ", words)) + "\"; "
                + (similar.isEmpty() ? "" : "similar: " + String.join(", ", similar) + "; ") + "help lists all");
    }

    /** Those that look like the first two words typed or the first one, else those that begin with the same word. */
    private List<String> similar(List<String> words) {
        List<String> sameBeginning = entries.keySet().stream()
                .filter(name -> name.startsWith(words.getFirst() + " "))
                .toList();
        return Stream.of(2, 1)
                .map(count -> String.join(" ", words.subList(0, Math.min(count, words.size()))))
                .map(typed -> Suggestions.similar(typed, entries.keySet(), SUGGESTIONS))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(sameBeginning);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    private Report help(List<String> arguments) {
        Report.Builder table = Report.of("commands", "command", "help");
        entries.forEach((name, entry) -> {
            if (startsWith(entry.words(), arguments)) {
                table.row(name, entry.help());
            }
        });
        return table.build();
    }
}
