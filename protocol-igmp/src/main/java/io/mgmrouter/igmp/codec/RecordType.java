package io.mgmrouter.igmp.codec;

import java.util.Optional;

/** What a group record says (RFC 3376, section 4.2.12). */
public enum RecordType {
    MODE_IS_INCLUDE(1),
    MODE_IS_EXCLUDE(2),
    CHANGE_TO_INCLUDE_MODE(3),
    CHANGE_TO_EXCLUDE_MODE(4),
    ALLOW_NEW_SOURCES(5),
    BLOCK_OLD_SOURCES(6);

    private static final RecordType[] BY_CODE = values();

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /** The octet on the wire. */
    public int code() {
        return code;
    }

    /** Empty for a type that is not defined; such records are skipped. */
    public static Optional<RecordType> of(int code) {
        return code >= 1 && code <= BY_CODE.length ? Optional.of(BY_CODE[code - 1]) : Optional.empty();
    }
}
