package io.mgmrouter.archtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds all modules to the rules; one test per rule, named as it is. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.mgmrouter");

    @TestFactory
    Stream<DynamicTest> everyRuleIsKept() {
        return rules().map(field -> DynamicTest.dynamicTest(
                sentence(field), () -> rule(field).allowEmptyShould(true).check(PRODUCT)));
    }

    @Test
    void theContractIsAmongTheClassesLookedAt() {
        assertThat(PRODUCT.that(Modules.in("mgm-api")).stream().map(type -> type.getFullName()))
                .contains("io.mgmrouter.mgm.MgmSession");
    }

    static Stream<Field> rules() {
        return Arrays.stream(Rules.class.getDeclaredFields()).filter(field -> field.getType() == ArchRule.class);
    }

    static ArchRule rule(Field field) throws IllegalAccessException {
        return (ArchRule) field.get(null);
    }

    static String sentence(Field field) {
        return field.getName().toLowerCase().replace('_', ' ');
    }
}
