package io.mgmrouter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private static final String METATYPE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="main" name="x">
                <AD id="query.interval" type="Integer" min="1" max="31744" default="125"/>
                <AD id="ratio" type="Double" min="0.5" required="false"/>
                <AD id="mode" type="String" default="fast"><Option label="f" value="fast"/><Option label="s" value="slow"/></AD>
                <AD id="groups" type="String" cardinality="2147483647"/>
              </OCD>
              <Designate pid="acme"><Object ocdref="main"/></Designate>
            </metatype:MetaData>
            """;
    private static final String FACTORY = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="if" name="x">
                <AD id="interface" type="String"/>
                <AD id="wait.for.interface" type="Boolean" default="false"/>
              </OCD>
              <Designate factoryPid="acme.interface"><Object ocdref="if"/></Designate>
            </metatype:MetaData>
            """;

    @TempDir
    private Path directory;

    private Metatype metatype;

    @BeforeEach
    void aBundleWithMetatype() throws Exception {
        Path bundle = directory.resolve("acme.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(bundle))) {
            addEntry(jar, "OSGI-INF/metatype/acme.xml", METATYPE);
            addEntry(jar, "OSGI-INF/metatype/acme.interface.xml", FACTORY);
            addEntry(jar, "OSGI-INF/other.xml", "not XML at all");
        }
        metatype = MetatypeReader.read(List.of(bundle));
    }

    @Test
    void aRightConfigurationHasNoMistakes() throws Exception {
        assertThat(mistakes("""
                // Comments are allowed, and "quotes" in them too.
                { ":configurator:resource-version": 1,
                  "acme": { "query.interval:Integer": 125, "ratio": 1, "mode": "slow", "groups": ["a", "b"],
                            "service.ranking": 5, "loop.target": "(a=b)" }, /* a // block */
                  "acme.interface~lan1": { "interface": "eth0" },
                  "acme.interface~lan2": { "interface": "eth9", "wait.for.interface": true } }
                """)).isEmpty();
    }

    @Test
    void anUnknownPidNamesTheNearestOrAllKnown() throws Exception {
        assertThat(mistakes("{\n\"acne\": {} }"))
                .containsExactly("line 2: no part of this router is configured under \"acne\"; did you mean \"acme\"?");
        assertThat(mistakes("{ \"foreign.thing\": {} }")).containsExactly(
                "line 1: no part of this router is configured under \"foreign.thing\"; known are: acme, acme.interface");
    }

    @Test
    void aMisspeltKeyNamesTheNearestOrAllThereAre() throws Exception {
        assertThat(mistakes("{ \"acme\": {\n\n\"query.intervall\": 5 } }"))
                .containsExactly("line 3: acme has no key \"query.intervall\"; did you mean \"query.interval\"?");
        assertThat(mistakes("{ \"acme\": { \"colour\": 5 } }"))
                .containsExactly("line 1: acme has no key \"colour\"; its keys are: query.interval, ratio, mode, groups");
    }

    @Test
    void aValueOutOfRangeNamesTheRange() throws Exception {
        assertThat(mistakes("{ \"acme\": { \"query.interval\": 0 } }"))
                .containsExactly("line 1: query.interval of acme must be 1 to 31744, not 0");
        assertThat(mistakes("{ \"acme\": { \"query.interval\": 31745, \"ratio\": 0.4 } }")).containsExactly(
                "line 1: query.interval of acme must be 1 to 31744, not 31745",
                "line 1: ratio of acme must be at least 0.5, not 0.4");
    }

    @Test
    void aValueOfTheWrongTypeNamesTheRightOne() throws Exception {
        assertThat(mistakes("{ \"acme\": { \"query.interval\": \"soon\", \"mode\": 7 } }")).containsExactly(
                "line 1: query.interval of acme must be a whole number 1 to 31744, not \"soon\"",
                "line 1: mode of acme must be a text in double quotes, not 7");
        assertThat(mistakes("{ \"acme\": { \"query.interval\": 1.5, \"mode\": [\"fast\"] } }")).containsExactly(
                "line 1: query.interval of acme must be a whole number 1 to 31744, not 1.5",
                "line 1: mode of acme must be one value, not a list");
        assertThat(mistakes("{ \"acme.interface~a\": { \"interface\": \"eth0\", \"wait.for.interface\": \"yes\" } }"))
                .containsExactly("line 1: wait.for.interface of acme.interface~a must be true or false, not \"yes\"");
    }

    @Test
    void aValueThatIsNotAmongTheOptionsNamesThem() throws Exception {
        assertThat(mistakes("{ \"acme\": { \"mode\": \"warp\" } }"))
                .containsExactly("line 1: mode of acme must be one of fast, slow, not \"warp\"");
    }

    @Test
    void aMandatoryKeyThatIsMissingIsNamed() throws Exception {
        assertThat(mistakes("{ \"acme.interface~a\": {} }"))
                .containsExactly("line 1: acme.interface~a needs the key \"interface\", a value of type String");
    }

    @Test
    void anInterfaceThatDoesNotExistNamesThoseThatDo() throws Exception {
        assertThat(mistakes("{ \"acme.interface~lan9\": { \"interface\": \"eth9\" } }")).containsExactly(
                "line 1: interface eth9 (acme.interface~lan9) does not exist; existing ones: eth0, lo;"
                        + " set wait.for.interface to true if it appears later");
    }

    @Test
    void namesBelongToFactoriesOnly() throws Exception {
        assertThat(mistakes("{ \"acme~x\": {}, \"acme.interface\": { \"interface\": \"eth0\" } }")).containsExactly(
                "line 1: there is only one acme; write it without ~x",
                "line 1: there may be several of acme.interface, so each needs a name: \"acme.interface~NAME\"");
    }

    @Test
    void allMistakesAreReportedTogether() throws Exception {
        assertThat(mistakes("{ \"acne\": {},\n \"acme\": { \"query.interval\": 0 } }")).hasSize(2);
    }

    @Test
    void whatIsNotJsonIsReportedWithItsLine() throws Exception {
        assertThat(refusal("{\n \"acme\": {\n  \"mode\": \"fast\",\n }\n}"))
                .isEqualTo("line 4: this is not JSON: } where this is expected: a text in quotes");
        assertThat(refusal("{\n \"acme\": {} \n} x")).startsWith("line 3: this is not JSON: ");
        assertThat(refusal("")).startsWith("line 1: this is not JSON: the end of the file where this is expected: {");
        assertThat(refusal("[]")).startsWith("line 1: a JSON object is expected");
        assertThat(refusal("{ \"acme\": 5 }")).startsWith("line 1: behind \"acme\" a JSON object is expected");
    }

    @Test
    void whatStandsThereTwiceIsRefused() throws Exception {
        assertThat(refusal("{ \"acme\": {\n \"mode\": \"fast\",\n \"mode:String\": \"slow\" } }"))
                .isEqualTo("line 3: \"mode\" stands on line 2 already");
        assertThat(refusal("{ \"acme\": {},\n \"acme\": {} }")).isEqualTo("line 2: \"acme\" stands on line 1 already");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        StartFailure failure = catchThrowableOfType(
                StartFailure.class, () -> ConfigurationReader.read(directory.resolve("none.json")));

        assertThat(failure.exitCode()).isEqualTo(78);
        assertThat(failure).hasMessageContaining("none.json does not exist");
    }

    private List<String> mistakes(String text) throws IOException, StartFailure {
        Path file = write(text);
        return ConfigurationCheck.mistakes(ConfigurationReader.read(file), metatype, () -> List.of("eth0", "lo"))
                .stream()
                .map(mistake -> mistake.replace(file + " ", ""))
                .toList();
    }

    private String refusal(String text) throws IOException {
        Path file = write(text);
        StartFailure failure = catchThrowableOfType(StartFailure.class, () -> ConfigurationReader.read(file));
        assertThat(failure.exitCode()).isEqualTo(78);
        return failure.getMessage().replace(file + " ", "");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("router.json"), text);
    }

    private static void addEntry(JarOutputStream jar, String name, String text) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(text.getBytes());
        jar.closeEntry();
    }
}
