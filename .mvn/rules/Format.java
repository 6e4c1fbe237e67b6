import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Formats every source file of the tree, or checks that it is formatted. Run by the {@code config} module.
 *
 * <p>The formatter does not know the unnamed pattern {@code _} inside a record pattern. It is lengthened to its equal
 * {@code var _} before formatting and shortened again afterwards; the short form is the one written here.
 */
final class Format {

    private static final String UNNAMED = "_";
    private static final String UNNAMED_LONG = "var _";

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());
    private final boolean apply;

    private Format(boolean apply) {
        this.apply = apply;
    }

    public static void main(String[] arguments) throws IOException {
        boolean apply = arguments[0].equals("apply");
        Path root = Path.of(arguments[1]).toRealPath();
        Format format = new Format(apply);
        List<Path> changed = sources(root).parallelStream()
                .filter(file -> !format.format(file))
                .map(root::relativize)
                .sorted()
                .toList();
        changed.forEach(file -> IO.println((apply ? "formatted " : "not formatted: ") + file));
        if (!apply && !changed.isEmpty()) {
            IO.println("Run `mvn -q -Pformat -pl .mvn/rules process-sources` and look at the difference.");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\..*)/.*"))
                    .toList();
        }
    }

    /** Returns false if the file was not as it should be; when applying, it is by then, unless it cannot be parsed. */
    private boolean format(Path file) {
        try {
            String before = Files.readString(file);
            String after = shortened(formatter.formatSourceAndFixImports(lengthened(before)));
            if (apply && !after.equals(before)) {
                Files.writeString(file, after);
            }
            return after.equals(before);
        } catch (FormatterException e) {
            IO.println(file + ":" + e.getMessage());
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lengthened(String source) {
        return source.contains(UNNAMED) ? replaced(source, Tree.Kind.ANY_PATTERN, UNNAMED, UNNAMED_LONG) : source;
    }

    private static String shortened(String source) {
        return source.contains(UNNAMED_LONG)
                ? replaced(source, Tree.Kind.BINDING_PATTERN, UNNAMED_LONG, UNNAMED)
                : source;
    }

    /** Replaces the parts of record patterns that read {@code from}; from the last to the first, so positions hold. */
    private static String replaced(String source, Tree.Kind kind, String from, String to) {
        StringBuilder result = new StringBuilder(source);
        for (int end : endsOfRecordParts(source, kind).descendingSet()) {
            int start = end - from.length();
            if (source.startsWith(from, start) && !Character.isJavaIdentifierPart(source.charAt(start - 1))) {
                result.replace(start, end, to);
            }
        }
        return result.toString();
    }

    /** Where the parts of all record patterns end. (Where an unnamed pattern starts, the compiler reports wrongly.) */
    private static NavigableSet<Integer> endsOfRecordParts(String source, Tree.Kind kind) {
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, _ -> {}, List.of("-proc:none"), null, List.of(new Source(source)));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        NavigableSet<Integer> ends = new TreeSet<>();
        CompilationUnitTree unit = parse(task);
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitDeconstructionPattern(DeconstructionPatternTree pattern, Void nothing) {
                for (Tree part : pattern.getNestedPatterns()) {
                    if (part.getKind() == kind) {
                        ends.add((int) positions.getEndPosition(unit, part));
                    }
                }
                return super.visitDeconstructionPattern(pattern, nothing);
            }
        }.scan(unit, null);
        return ends;
    }

    private static CompilationUnitTree parse(JavacTask task) {
        try {
            return task.parse().iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
