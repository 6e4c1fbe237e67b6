package io.mgmrouter.archtest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Every package is a slice, but the manager's contract and its provider side are two pages of one. */
final class PackageSlices implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("io.mgmrouter")
                ? SliceIdentifier.of(name.equals("io.mgmrouter.mgm.spi") ? "io.mgmrouter.mgm" : name)
                : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
        return "packages";
    }
}
