package io.mgmrouter.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/**
 * A bundle made of test classes, with an activator that publishes what the test needs. Imports the whole API.
 *
 * <pre>{@code
 * Path jar = TestBundle.named("acme").version("1.0.0").startedBy(AcmeActivator.class).with(Helper.class).in(directory);
 * }</pre>
 */
final class TestBundle {

    private static final String IMPORTS = "io.mgmrouter.ip,io.mgmrouter.loop,io.mgmrouter.route,io.mgmrouter.link,"
            + "io.mgmrouter.control,io.mgmrouter.mgm,io.mgmrouter.mgm.spi,io.mgmrouter.itest.diary,"
            + "io.mgmrouter.mgm.win32;resolution:=optional,"
            + "org.osgi.framework,org.osgi.util.tracker";

    private final String name;
    private final List<Class<?>> classes = new ArrayList<>();
    private String version = "1.0.0";
    private String activator = "";

    private TestBundle(String name) {
        this.name = name;
    }

    static TestBundle named(String symbolicName) {
        return new TestBundle(symbolicName);
    }

    TestBundle version(String newVersion) {
        version = newVersion;
        return this;
    }

    TestBundle startedBy(Class<? extends BundleActivator> type) {
        activator = type.getName();
        return with(type);
    }

    /** Adds classes; nested ones are found by themselves. */
    TestBundle with(Class<?>... types) {
        classes.addAll(Arrays.asList(types));
        return this;
    }

    /** Writes the jar. */
    Path in(Path directory) throws IOException {
        Path jar = directory.resolve(name + "-" + version + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            for (Class<?> type : classes) {
                addWithNested(out, type);
            }
        }
        return jar;
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.BUNDLE_VERSION, version);
        headers.putValue(Constants.IMPORT_PACKAGE, IMPORTS);
        if (!activator.isEmpty()) {
            headers.putValue(Constants.BUNDLE_ACTIVATOR, activator);
        }
        return manifest;
    }

    private static void addWithNested(JarOutputStream out, Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new JarEntry(file));
            in.transferTo(out);
            out.closeEntry();
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            addWithNested(out, nested);
        }
    }
}
