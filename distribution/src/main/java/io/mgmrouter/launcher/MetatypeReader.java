package io.mgmrouter.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads {@code OSGI-INF/metatype/*.xml} of bundles, the files of OSGi Compendium, chapter 105. */
final class MetatypeReader {

    private static final String FOLDER = "OSGI-INF/metatype/";

    private final XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
    private final Map<String, Metatype.ObjectClass> classes = new HashMap<>();

    /** Keys of the object classes of the document being read. */
    private final Map<String, Map<String, Metatype.Attribute>> attributesByClass = new HashMap<>();

    private Map<String, Metatype.Attribute> attributes = Map.of();
    private List<String> options = List.of();

    private MetatypeReader() {
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    /** @throws StartFailure if a bundle cannot be read */
    static Metatype read(Collection<Path> bundles) throws StartFailure {
        MetatypeReader reader = new MetatypeReader();
        for (Path bundle : bundles) {
            try (JarFile jar = new JarFile(bundle.toFile())) {
                reader.readBundle(jar);
            } catch (IOException | XMLStreamException e) {
                throw StartFailure.failed("cannot read the bundle " + bundle + ": " + e.getMessage());
            }
        }
        return new Metatype(reader.classes);
    }

    private void readBundle(JarFile jar) throws IOException, XMLStreamException {
        for (JarEntry entry : jar.stream().filter(MetatypeReader::isMetatype).toList()) {
            try (InputStream in = jar.getInputStream(entry)) {
                readDocument(xml.createXMLStreamReader(in));
            }
        }
    }

    private static boolean isMetatype(JarEntry entry) {
        return entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".xml");
    }

    private void readDocument(XMLStreamReader in) throws XMLStreamException {
        attributesByClass.clear();
        String pid = "";
        boolean factory = false;
        while (in.hasNext()) {
            if (in.next() == XMLStreamConstants.START_ELEMENT) {
                switch (in.getLocalName()) {
                    case "OCD" -> beginClass(in);
                    case "AD" -> addAttribute(in);
                    case "Option" -> options.add(in.getAttributeValue(null, "value"));
                    case "Designate" -> {
                        factory = attribute(in, "factoryPid").isPresent();
                        pid = attribute(in, "factoryPid")
                                .or(() -> attribute(in, "pid"))
                                .orElse("");
                    }
                    case "Object" -> addClass(pid, factory, in.getAttributeValue(null, "ocdref"));
                    default -> {}
                }
            }
        }
    }

    private void beginClass(XMLStreamReader in) {
        attributes = new LinkedHashMap<>();
        attributesByClass.put(in.getAttributeValue(null, "id"), attributes);
    }

    private void addAttribute(XMLStreamReader in) {
        options = new ArrayList<>();
        String id = in.getAttributeValue(null, "id");
        boolean many =
                attribute(in, "cardinality").filter(count -> !count.equals("0")).isPresent();
        attributes.put(
                id,
                new Metatype.Attribute(
                        id,
                        in.getAttributeValue(null, "type"),
                        many,
                        !many
                                && attribute(in, "default").isEmpty()
                                && !attribute(in, "required").equals(Optional.of("false")),
                        attribute(in, "min"),
                        attribute(in, "max"),
                        options));
    }

    private void addClass(String pid, boolean factory, String objectClass) {
        classes.put(pid, new Metatype.ObjectClass(pid, factory, attributesByClass.getOrDefault(objectClass, Map.of())));
    }

    private static Optional<String> attribute(XMLStreamReader in, String name) {
        return Optional.ofNullable(in.getAttributeValue(null, name));
    }
}
