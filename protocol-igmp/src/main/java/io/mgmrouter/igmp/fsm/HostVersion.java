package io.mgmrouter.igmp.fsm;

/** Version of IGMP that members of a group speak; also the group's compatibility mode (RFC 3376, section 7.3.2). */
public enum HostVersion {
    V1(1),
    V2(2),
    V3(3);

    private final int number;

    HostVersion(int number) {
        this.number = number;
    }

    /** 1, 2 or 3. */
    public int number() {
        return number;
    }
}
