package io.mgmrouter.wire;

/** Types of group and multicast address records: RFC 3376, section 4.2.12, and RFC 3810, section 5.2.12. */
enum RecordType {
    IS_IN,
    IS_EX,
    TO_IN,
    TO_EX,
    ALLOW,
    BLOCK;

    int number() {
        return ordinal() + 1;
    }
}
