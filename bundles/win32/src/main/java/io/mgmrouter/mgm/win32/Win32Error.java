package io.mgmrouter.mgm.win32;

/** The published System Error Codes that functions of {@link Win32Mgm} return. */
public final class Win32Error {

    public static final int NO_ERROR = 0;
    /** A parameter or a handle is not valid. */
    public static final int ERROR_INVALID_PARAMETER = 87;
    /** An output buffer cannot hold even one record; its size says how many octets that one needs. */
    public static final int ERROR_INSUFFICIENT_BUFFER = 122;
    /** The id is registered, or the interface is owned. */
    public static final int ERROR_ALREADY_EXISTS = 183;
    /** Records were returned, and more follow. */
    public static final int ERROR_MORE_DATA = 234;
    /** The end is reached; none or more records were returned. */
    public static final int ERROR_NO_MORE_ITEMS = 259;
    /** It cannot be done now: interfaces are still owned, the caller is not the iif owner, IGMP is disabled. */
    public static final int ERROR_CAN_NOT_COMPLETE = 1003;
    /** There is no such entry or interface. */
    public static final int ERROR_NOT_FOUND = 1168;

    private Win32Error() {}
}
