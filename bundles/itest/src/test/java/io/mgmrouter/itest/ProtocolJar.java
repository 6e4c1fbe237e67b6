package io.mgmrouter.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Packs {@code io.mgmrouter.itest.protocol} into a bundle. */
final class ProtocolJar {

    private static final String FOLDER = "io/mgmrouter/itest/protocol/";

    private ProtocolJar() {}

    static Path in(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "com.example.diary");
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", "io.mgmrouter.itest.protocol.DiaryActivator");
        headers.putValue(
                "Import-Package",
                "io.mgmrouter.itest,org.osgi.framework,io.mgmrouter.ip,io.mgmrouter.loop,io.mgmrouter.route,"
                        + "io.mgmrouter.mgm,io.mgmrouter.mgm.spi");
        Path jar = directory.resolve("diary.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : new String[] {"DiaryActivator", "DiaryProtocol"}) {
                out.putNextEntry(new ZipEntry(FOLDER + name + ".class"));
                try (InputStream octets = ProtocolJar.class.getResourceAsStream("/" + FOLDER + name + ".class")) {
                    octets.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }
}
