package io.mgmrouter.mgm.win32;

/**
 * What a client hands to {@link Win32Mgm#MgmRegisterMProtocol}: its callbacks, in their published order. As in C a
 * member that is {@code null} is absent, and that callback is skipped as if it had changed nothing (MGM-009); also
 * {@link #pfnLocalJoinCallback}: nothing is declared in the client's place. Not to be changed once it is registered.
 *
 * <p>The last two members are not in the published structure. They say what Windows knows about its own clients.
 */
public final class ROUTING_PROTOCOL_CONFIG {

    /** Reserved. */
    public int dwCallbackFlags;

    public PMGM_RPF_CALLBACK pfnRpfCallback;
    public PMGM_CREATION_ALERT_CALLBACK pfnCreationAlertCallback;
    public PMGM_PRUNE_ALERT_CALLBACK pfnPruneAlertCallback;
    public PMGM_JOIN_ALERT_CALLBACK pfnJoinAlertCallback;
    public PMGM_WRONG_IF_CALLBACK pfnWrongIfCallback;
    public PMGM_LOCAL_JOIN_CALLBACK pfnLocalJoinCallback;
    public PMGM_LOCAL_LEAVE_CALLBACK pfnLocalLeaveCallback;
    public PMGM_DISABLE_IGMP_CALLBACK pfnDisableIgmpCallback;
    public PMGM_ENABLE_IGMP_CALLBACK pfnEnableIgmpCallback;

    /** Extension: the client is IGMP, the one with {@code Role.LOCAL_MEMBERSHIP} (decision D-20). */
    public boolean bIsIgmp;

    /**
     * Extension: {@link #pfnWrongIfCallback} is called, for all interfaces of the client. Without this it never is, as
     * on Windows (decision D-26).
     */
    public boolean bWrongIfAlerts;
}
