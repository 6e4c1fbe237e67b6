package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The seventeen functions of the published contract. Each returns a code of {@link Win32Error}; nothing has changed
 * when it is an error, and no output is written but where that is said. They may be called from any thread, also from
 * callbacks; what a client may not do is to hold a lock its callbacks need.
 *
 * <p>As an OSGi service this is one object for each bundle that uses it: callbacks run on that bundle's own
 * {@link io.mgmrouter.loop.ControlLoop}, and what the bundle has registered ends, or is held, with the bundle
 * (MGM-106). A function that gets a handle which is unknown, or no longer known, returns
 * {@link Win32Error#ERROR_INVALID_PARAMETER}.
 */
@ProviderType
public interface Win32Mgm {

    /** The membership, and every entry it covers. */
    int MGM_JOIN_STATE_FLAG = 1;

    /** Only the existing entry of that source and group. */
    int MGM_FORWARD_STATE_FLAG = 2;

    /** Statistics as {@link MIB_IPMCAST_MFE_STATS}. */
    int MGM_MFE_STATS_0 = 1;

    /** Statistics as {@link MIB_IPMCAST_MFE_STATS_EX}. */
    int MGM_MFE_STATS_1 = 2;

    /**
     * Registers a client. The handle is there before the first callback.
     *
     * @return {@code NO_ERROR}; {@code ERROR_ALREADY_EXISTS} if the pair of ids is registered (MGM-002), or the client
     *     says it is IGMP and another one is (D-20); {@code ERROR_CAN_NOT_COMPLETE} if the manager does not answer
     */
    int MgmRegisterMProtocol(ROUTING_PROTOCOL_CONFIG prpiInfo, int dwProtocolId, int dwComponentId, PHANDLE phProtocol);

    /**
     * Deregisters a client. Its handle and its enumerations end; no callback runs any more (MGM-008).
     *
     * @return {@code NO_ERROR}; {@code ERROR_CAN_NOT_COMPLETE} while it owns interfaces (MGM-005);
     *     {@code ERROR_INVALID_PARAMETER}
     */
    int MgmDeRegisterMProtocol(HANDLE hProtocol);

    /**
     * Makes the client the owner of an interface.
     *
     * @param dwIfNextHopAddr 0 except on point-to-multipoint interfaces
     * @return {@code NO_ERROR}; {@code ERROR_ALREADY_EXISTS} if another client or this one owns it (MGM-012, MGM-015);
     *     {@code ERROR_NOT_FOUND} if there is no such interface; {@code ERROR_CAN_NOT_COMPLETE} if another change of
     *     its ownership is going on; {@code ERROR_INVALID_PARAMETER}
     */
    int MgmTakeInterfaceOwnership(HANDLE hProtocol, int dwIfIndex, int dwIfNextHopAddr);

    /**
     * Gives an interface up, with the client's memberships on it (MGM-023, MGM-024).
     *
     * @return {@code NO_ERROR}; {@code ERROR_INVALID_PARAMETER} also for an interface that the client does not own or
     *     that does not exist (MGM-021, MGM-022); {@code ERROR_CAN_NOT_COMPLETE} if another change of its ownership is
     *     going on
     */
    int MgmReleaseInterfaceOwnership(HANDLE hProtocol, int dwIfIndex, int dwIfNextHopAddr);

    /**
     * Says who owns an interface: the routing protocol, or IGMP if it is there alone (MGM-018, MGM-019).
     *
     * @return {@code NO_ERROR}; {@code ERROR_NOT_FOUND} if nobody has taken it or it does not exist (MGM-016)
     */
    int MgmGetProtocolOnInterface(int dwIfIndex, int dwIfNextHopAddr, PDWORD pdwIfProtocolId, PDWORD pdwIfComponentId);

    /**
     * Declares receivers behind an interface. Source and mask 0 stand for all sources, group and mask 0 for all groups.
     *
     * @param dwFlags {@link #MGM_JOIN_STATE_FLAG}, {@link #MGM_FORWARD_STATE_FLAG} or both
     * @return {@code NO_ERROR}, also if nothing was to do (MGM-049); {@code ERROR_INVALID_PARAMETER} also for masks
     *     other than those of single addresses, (S,*), groups that are not multicast (MGM-044, MGM-045), flags
     *     (MGM-041, MGM-042), and an interface the client does not own; {@code ERROR_NOT_FOUND} for one that does not
     *     exist (MGM-048); {@code ERROR_CAN_NOT_COMPLETE} for IGMP while it is disabled there (MGM-033)
     */
    int MgmAddGroupMembershipEntry(
            HANDLE hProtocol,
            int dwSourceAddr,
            int dwSourceMask,
            int dwGroupAddr,
            int dwGroupMask,
            int dwIfIndex,
            int dwIfNextHopIPAddr,
            int dwFlags);

    /**
     * Takes back what {@link #MgmAddGroupMembershipEntry} declared.
     *
     * @return as {@link #MgmAddGroupMembershipEntry} (MGM-046, MGM-047, MGM-050)
     */
    int MgmDeleteGroupMembershipEntry(
            HANDLE hProtocol,
            int dwSourceAddr,
            int dwSourceMask,
            int dwGroupAddr,
            int dwGroupMask,
            int dwIfIndex,
            int dwIfNextHopIPAddr,
            int dwFlags);

    /**
     * Reads the entry of a source and group, as {@link MIB_IPMCAST_MFE}.
     *
     * @param pimm only {@code dwSource} and {@code dwGroup} count
     * @param pdwBufferSize octets there are; changed only with {@code ERROR_INSUFFICIENT_BUFFER}, to what is needed
     * @return {@code NO_ERROR}; {@code ERROR_NOT_FOUND}; {@code ERROR_INSUFFICIENT_BUFFER} (MGM-093)
     */
    int MgmGetMfe(MIB_IPMCAST_MFE pimm, PDWORD pdwBufferSize, ByteBuffer pbBuffer);

    /**
     * Reads entries from the start of the table, in the order of group, then source, as many as fit.
     *
     * @param pdwBufferSize octets there are; changed only with {@code ERROR_INSUFFICIENT_BUFFER}, to what the first
     *     record needs
     * @param pdwNumEntries set to the number of records returned
     * @return {@code ERROR_MORE_DATA}; {@code ERROR_NO_MORE_ITEMS}; {@code ERROR_INSUFFICIENT_BUFFER} if not even one
     *     fits (MGM-095); never {@code NO_ERROR} (D-15)
     */
    int MgmGetFirstMfe(PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries);

    /**
     * Reads on strictly behind a record, whether or not it is still there (MGM-094, MGM-096).
     *
     * @param pimmStart only {@code dwSource} and {@code dwGroup} count
     * @return as {@link #MgmGetFirstMfe}
     */
    int MgmGetNextMfe(MIB_IPMCAST_MFE pimmStart, PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries);

    /**
     * As {@link #MgmGetMfe}, with the entry's traffic.
     *
     * @param dwFlags {@link #MGM_MFE_STATS_0} for {@link MIB_IPMCAST_MFE_STATS}, {@link #MGM_MFE_STATS_1} for
     *     {@link MIB_IPMCAST_MFE_STATS_EX}; anything else is {@code ERROR_INVALID_PARAMETER}
     */
    int MgmGetMfeStats(MIB_IPMCAST_MFE pimm, PDWORD pdwBufferSize, ByteBuffer pbBuffer, int dwFlags);

    /** As {@link #MgmGetFirstMfe}, with flags as {@link #MgmGetMfeStats}. */
    int MgmGetFirstMfeStats(PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries, int dwFlags);

    /** As {@link #MgmGetNextMfe}, with flags as {@link #MgmGetMfeStats}. */
    int MgmGetNextMfeStats(
            MIB_IPMCAST_MFE pimmStart, PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries, int dwFlags);

    /**
     * Changes the upstream neighbour of an entry, and nothing else (MGM-099).
     *
     * @param pmimm only {@code dwSource}, {@code dwGroup} and {@code dwUpStrmNgbr} count
     * @return {@code NO_ERROR}; {@code ERROR_NOT_FOUND}; {@code ERROR_CAN_NOT_COMPLETE} if the client does not own the
     *     entry's incoming interface; {@code ERROR_INVALID_PARAMETER}
     */
    int MgmSetMfe(HANDLE hProtocol, MIB_IPMCAST_MFE pmimm);

    /**
     * Starts a walk over the memberships of the whole router, as they are now (MGM-103).
     *
     * @return {@code NO_ERROR}; {@code ERROR_INVALID_PARAMETER}
     */
    int MgmGroupEnumerationStart(HANDLE hProtocol, MGM_ENUM_TYPES metEnumType, PHANDLE phEnumHandle);

    /**
     * Reads the next memberships, as {@link SOURCE_GROUP_ENTRY}, as many as fit, in no particular order.
     *
     * @return as {@link #MgmGetFirstMfe}; {@code ERROR_INVALID_PARAMETER} for an ended enumeration (MGM-102)
     */
    int MgmGroupEnumerationGetNext(HANDLE hEnum, PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries);

    /**
     * Ends a walk.
     *
     * @return {@code NO_ERROR}; {@code ERROR_INVALID_PARAMETER} for an ended enumeration (MGM-102)
     */
    int MgmGroupEnumerationEnd(HANDLE hEnum);
}
