package io.mgmrouter.control.bundle;

import java.util.Optional;

/** How operators name a bundle: by its id, its symbolic name, or that without {@code io.mgmrouter.} in front. */
final class BundleName {

    private static final String OURS = "io.mgmrouter.";

    private BundleName() {}

    static boolean matches(String typed, long id, Optional<String> symbolicName) {
        return typed.equals(Long.toString(id))
                || symbolicName
                        .filter(name -> name.equals(typed) || name.equals(OURS + typed))
                        .isPresent();
    }
}
