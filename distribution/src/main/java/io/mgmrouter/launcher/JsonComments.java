package io.mgmrouter.launcher;

/** Takes comments out of JSON, leaving blanks, so that lines and columns stay where they are. */
final class JsonComments {

    private enum Part {
        VALUE,
        STRING,
        LINE_COMMENT,
        BLOCK_COMMENT
    }

    private final StringBuilder text;
    private Part part = Part.VALUE;
    private int at;

    private JsonComments(String text) {
        this.text = new StringBuilder(text);
    }

    /** Blanks out {@code // to the end of the line} and {@code /* ... *}{@code /} outside strings. */
    static String blanked(String text) {
        JsonComments comments = new JsonComments(text);
        while (comments.at < text.length()) {
            comments.step();
        }
        return comments.text.toString();
    }

    private void step() {
        char c = text.charAt(at);
        switch (part) {
            case VALUE -> {
                part = c == '"' ? Part.STRING : sees("//") ? Part.LINE_COMMENT : sees("/*") ? Part.BLOCK_COMMENT : part;
                blank(part == Part.LINE_COMMENT || part == Part.BLOCK_COMMENT ? 2 : 0);
            }
            case STRING -> {
                at += c == '\\' ? 1 : 0;
                part = c == '"' ? Part.VALUE : part;
            }
            case LINE_COMMENT -> {
                part = c == '\n' ? Part.VALUE : part;
                blank(1);
            }
            case BLOCK_COMMENT -> {
                boolean ends = sees("*/");
                part = ends ? Part.VALUE : part;
                blank(ends ? 2 : 1);
            }
        }
        at++;
    }

    private boolean sees(String mark) {
        return text.length() >= at + mark.length()
                && text.substring(at, at + mark.length()).equals(mark);
    }

    /** Leaves {@link #at} on the last character blanked. */
    private void blank(int count) {
        for (int i = 0; i < count; i++) {
            if (!Character.isWhitespace(text.charAt(at + i))) {
                text.setCharAt(at + i, ' ');
            }
        }
        at += Math.max(0, count - 1);
    }
}
