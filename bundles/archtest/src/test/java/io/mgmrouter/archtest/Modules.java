package io.mgmrouter.archtest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/** Where a class comes from: the folder of its module. */
final class Modules {

    static final String PRODUCT = "io.mgmrouter..";

    private Modules() {}

    /** Classes of one of the modules, given by their folders: {@code bundles/linux}. */
    static DescribedPredicate<JavaClass> in(String... folders) {
        return DescribedPredicate.describe(
                "in " + String.join(", ", folders),
                type -> type.getBaseComponentType()
                        .getSource()
                        .map(source -> source.getUri().toString())
                        .filter(uri ->
                                List.of(folders).stream().anyMatch(folder -> uri.contains("/" + folder + "/target/")))
                        .isPresent());
    }

    /** Classes whose outermost class is named {@code ...Component}: the rim where OSGi begins. */
    static DescribedPredicate<JavaClass> components() {
        return DescribedPredicate.describe(
                "components", type -> outermost(type).getSimpleName().endsWith("Component"));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Modules::outermost).orElse(type);
    }
}
