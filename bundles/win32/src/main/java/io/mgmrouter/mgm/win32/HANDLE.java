package io.mgmrouter.mgm.win32;

/**
 * An opaque handle of a registration or of an enumeration. The number says nothing, and is never given out twice.
 *
 * @param value what tells handles apart
 */
public record HANDLE(long value) {

    /** Names nothing. */
    public static final HANDLE NULL = new HANDLE(0);
}
