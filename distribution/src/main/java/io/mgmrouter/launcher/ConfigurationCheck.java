package io.mgmrouter.launcher;

import io.mgmrouter.control.Suggestions;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Checks a configuration against what can be configured, before anything is started. Finds all mistakes. */
final class ConfigurationCheck {

    /** Keys that any component understands. */
    private static final Set<String> COMMON = Set.of("service.ranking", "service.description");

    private static final String TARGET = ".target";
    /** A key of this name holds the name of a system interface, whatever component it belongs to. */
    private static final String INTERFACE = "interface";

    private static final String WAIT_FOR_INTERFACE = "wait.for.interface";

    private final Metatype metatype;
    private final Supplier<Collection<String>> interfaces;
    private final List<String> mistakes = new ArrayList<>();
    private final Configuration configuration;

    private ConfigurationCheck(
            Configuration configuration, Metatype metatype, Supplier<Collection<String>> interfaces) {
        this.configuration = configuration;
        this.metatype = metatype;
        this.interfaces = interfaces;
    }

    /**
     * @param interfaces names of the system's interfaces; asked only if the configuration names one
     * @return one sentence per mistake, in the order of the file
     */
    static List<String> mistakes(
            Configuration configuration, Metatype metatype, Supplier<Collection<String>> interfaces) {
        ConfigurationCheck check = new ConfigurationCheck(configuration, metatype, interfaces);
        configuration.entries().forEach(check::checkEntry);
        return check.mistakes;
    }

    private void checkEntry(Configuration.Entry entry) {
        metatype.find(entry.basePid())
                .ifPresentOrElse(
                        known -> checkKnown(entry, known),
                        () -> mistake(
                                entry.line(),
                                "no part of this router is configured under \"" + entry.basePid() + "\"; "
                                        + hint(
                                                entry.basePid(),
                                                metatype.classes().keySet(),
                                                "known are")));
    }

    private void checkKnown(Configuration.Entry entry, Metatype.ObjectClass known) {
        if (known.factory() && entry.name().filter(name -> !name.isEmpty()).isEmpty()) {
            mistake(
                    entry.line(),
                    "there may be several of " + known.pid() + ", so each needs a name: \"" + known.pid() + "~NAME\"");
        }
        if (!known.factory() && entry.name().isPresent()) {
            mistake(
                    entry.line(),
                    "there is only one " + known.pid() + "; write it without ~"
                            + entry.name().get());
        }
        entry.settings().forEach(setting -> checkSetting(entry, setting, known));
        known.attributes().values().stream()
                .filter(attribute ->
                        attribute.mandatory() && entry.setting(attribute.id()).isEmpty())
                .forEach(attribute -> mistake(
                        entry.line(),
                        entry.pid() + " needs the key \"" + attribute.id() + "\", a value of type "
                                + attribute.type()));
    }

    private void checkSetting(Configuration.Entry entry, Configuration.Setting setting, Metatype.ObjectClass known) {
        Metatype.Attribute attribute = known.attributes().get(setting.key());
        if (attribute != null) {
            checkValue(entry, setting, attribute);
        } else if (!COMMON.contains(setting.key()) && !setting.key().endsWith(TARGET)) {
            mistake(
                    setting.line(),
                    entry.pid() + " has no key \"" + setting.key() + "\"; "
                            + hint(setting.key(), known.attributes().keySet(), "its keys are"));
        }
    }

    private void checkValue(Configuration.Entry entry, Configuration.Setting setting, Metatype.Attribute attribute) {
        try {
            SettingValue.of(setting.value(), attribute);
            if (setting.key().equals(INTERFACE) && setting.value() instanceof JsonString name) {
                checkInterface(entry, setting.line(), name.getString());
            }
        } catch (SettingValue.Refused e) {
            mistake(setting.line(), setting.key() + " of " + entry.pid() + " " + e.getMessage());
        }
    }

    private void checkInterface(Configuration.Entry entry, int line, String name) {
        boolean mayAppearLater = entry.setting(WAIT_FOR_INTERFACE)
                .filter(setting -> setting.value().getValueType() == JsonValue.ValueType.TRUE)
                .isPresent();
        if (!mayAppearLater && !interfaces.get().contains(name)) {
            mistake(
                    line,
                    "interface " + name + " (" + entry.pid() + ") does not exist; existing ones: "
                            + String.join(", ", interfaces.get()) + "; set " + WAIT_FOR_INTERFACE
                            + " to true if it appears later");
        }
    }

    private static String hint(String typed, Collection<String> names, String all) {
        List<String> similar = Suggestions.similar(typed, names, 1);
        return similar.isEmpty()
                ? all + ": " + (names.isEmpty() ? "none" : String.join(", ", names))
                : "did you mean \"" + similar.getFirst() + "\"?";
    }

    private void mistake(int line, String sentence) {
        mistakes.add(configuration.file() + " line " + line + ": " + sentence);
    }
}
