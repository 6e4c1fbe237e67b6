package io.mgmrouter.mgm.win32;

/** A DWORD that a function or a callback reads and may change. */
public final class PDWORD {

    /** Unsigned. */
    public int value;

    public PDWORD() {}

    public PDWORD(int value) {
        this.value = value;
    }
}
