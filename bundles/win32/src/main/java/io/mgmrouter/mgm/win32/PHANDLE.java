package io.mgmrouter.mgm.win32;

/** Where a function puts a handle. */
public final class PHANDLE {

    public HANDLE value = HANDLE.NULL;
}
