package io.mgmrouter.igmp.fsm;

/**
 * What members of a group can say; also the group's compatibility mode (RFC 3376, section 7.3.2; RFC 3810, section
 * 8.3.2). Numbered as IGMP does; MLD began with its version 1 where IGMP was at 2 (RFC 3810, section 1).
 */
public enum HostVersion {
    /** IGMPv1: hosts report, and fall silent when they leave. */
    V1(1),
    /** IGMPv2 and MLDv1: hosts report and leave. */
    V2(2),
    /** IGMPv3 and MLDv2: hosts name sources. */
    V3(3);

    private final int number;

    HostVersion(int number) {
        this.number = number;
    }

    /** The version of IGMP: 1, 2 or 3. */
    public int number() {
        return number;
    }
}
