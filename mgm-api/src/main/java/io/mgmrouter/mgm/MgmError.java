package io.mgmrouter.mgm;

/** The error codes of the published contract, with their Win32 names and values. */
public enum MgmError {
    INVALID_PARAMETER("ERROR_INVALID_PARAMETER", 87),
    INSUFFICIENT_BUFFER("ERROR_INSUFFICIENT_BUFFER", 122),
    ALREADY_EXISTS("ERROR_ALREADY_EXISTS", 183),
    MORE_DATA("ERROR_MORE_DATA", 234),
    NO_MORE_ITEMS("ERROR_NO_MORE_ITEMS", 259),
    CAN_NOT_COMPLETE("ERROR_CAN_NOT_COMPLETE", 1003),
    NOT_FOUND("ERROR_NOT_FOUND", 1168);

    private final String win32Name;
    private final int win32Code;

    MgmError(String win32Name, int win32Code) {
        this.win32Name = win32Name;
        this.win32Code = win32Code;
    }

    /** Name in the published System Error Codes. */
    public String win32Name() {
        return win32Name;
    }

    /** Value in the published System Error Codes. */
    public int win32Code() {
        return win32Code;
    }
}
