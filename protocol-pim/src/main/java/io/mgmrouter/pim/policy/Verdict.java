package io.mgmrouter.pim.policy;

/** The first word of a rule. */
final class Verdict {

    private Verdict() {}

    /** True for {@code allow}. */
    static boolean parse(String word) {
        return switch (word) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw new IllegalArgumentException("\"" + word + "\" is neither allow nor deny");
        };
    }
}
