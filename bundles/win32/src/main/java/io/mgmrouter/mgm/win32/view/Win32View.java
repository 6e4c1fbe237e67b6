package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.Win32Error.ERROR_CAN_NOT_COMPLETE;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_NOT_FOUND;
import static io.mgmrouter.mgm.win32.Win32Error.NO_ERROR;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.mgm.win32.HANDLE;
import io.mgmrouter.mgm.win32.IN_ADDR;
import io.mgmrouter.mgm.win32.MGM_ENUM_TYPES;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE;
import io.mgmrouter.mgm.win32.PDWORD;
import io.mgmrouter.mgm.win32.PHANDLE;
import io.mgmrouter.mgm.win32.ROUTING_PROTOCOL_CONFIG;
import io.mgmrouter.mgm.win32.Win32Mgm;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The published functions for the clients of one bundle. Any thread. */
public class Win32View implements Win32Mgm {

    private final MulticastGroupManager manager;
    private final Table table;
    private final ControlLoop loop;
    private final Registrar registrar;
    private final Duration patience;
    private final Handles<Win32Client> clients = new Handles<>(Reason.SESSION_CLOSED);
    private final Handles<Enumeration> enumerations = new Handles<>(Reason.ENUMERATION_CLOSED);

    /** What add and delete have in common. */
    @FunctionalInterface
    private interface MembershipChange {
        void make(InterfaceOwnership ownership, SourceGroup pair, Set<MembershipFlag> flags);
    }

    /**
     * @param loop where the clients' callbacks run
     * @param patience how long a registration waits for the manager's answer
     */
    public Win32View(MulticastGroupManager manager, ControlLoop loop, Registrar registrar, Duration patience) {
        this.manager = manager;
        this.table = new Table(manager);
        this.loop = loop;
        this.registrar = registrar;
        this.patience = patience;
    }

    // Registration

    @Override
    public int MgmRegisterMProtocol(
            ROUTING_PROTOCOL_CONFIG prpiInfo, int dwProtocolId, int dwComponentId, PHANDLE phProtocol) {
        Callbacks callbacks = new Callbacks(prpiInfo, loop);
        CompletableFuture<Void> opened = callbacks
                .session()
                .thenAccept(session -> phProtocol.value = clients.open(new Win32Client(session, callbacks)));
        registrar.register(
                new ComponentId(dwProtocolId, dwComponentId),
                prpiInfo.bIsIgmp ? Role.LOCAL_MEMBERSHIP : Role.ROUTING,
                callbacks);
        callbacks.session().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        int outcome = outcome(opened);
        if (outcome != NO_ERROR) {
            registrar.withdraw(callbacks);
        }
        return outcome;
    }

    private static int outcome(CompletableFuture<Void> opened) {
        try {
            opened.join();
            return NO_ERROR;
        } catch (CompletionException e) {
            return e.getCause() instanceof MgmException refusal
                    ? refusal.error().win32Code()
                    : ERROR_CAN_NOT_COMPLETE;
        }
    }

    @Override
    public int MgmDeRegisterMProtocol(HANDLE hProtocol) {
        return code(() -> {
            Win32Client client = clients.get(hProtocol);
            client.session().close();
            clients.close(hProtocol);
            enumerations.all().removeIf(enumeration -> enumeration.isOf(client));
            registrar.withdraw(client.callbacks());
        });
    }

    // Ownership

    @Override
    public int MgmTakeInterfaceOwnership(HANDLE hProtocol, int dwIfIndex, int dwIfNextHopAddr) {
        return code(() -> clients.get(hProtocol).take(Interfaces.id(dwIfIndex, dwIfNextHopAddr)));
    }

    @Override
    public int MgmReleaseInterfaceOwnership(HANDLE hProtocol, int dwIfIndex, int dwIfNextHopAddr) {
        return code(() -> clients.get(hProtocol).release(dwIfIndex, dwIfNextHopAddr));
    }

    @Override
    public int MgmGetProtocolOnInterface(
            int dwIfIndex, int dwIfNextHopAddr, PDWORD pdwIfProtocolId, PDWORD pdwIfComponentId) {
        return answer(() -> {
            Optional<ComponentId> owner = manager.ownerOf(Interfaces.id(dwIfIndex, dwIfNextHopAddr));
            owner.ifPresent(id -> {
                pdwIfProtocolId.value = id.protocolId();
                pdwIfComponentId.value = id.componentId();
            });
            return owner.isPresent() ? NO_ERROR : ERROR_NOT_FOUND;
        });
    }

    // Memberships

    @Override
    public int MgmAddGroupMembershipEntry(
            HANDLE hProtocol,
            int dwSourceAddr,
            int dwSourceMask,
            int dwGroupAddr,
            int dwGroupMask,
            int dwIfIndex,
            int dwIfNextHopIPAddr,
            int dwFlags) {
        Quad quad = new Quad(dwSourceAddr, dwSourceMask, dwGroupAddr, dwGroupMask);
        return change(hProtocol, quad, dwIfIndex, dwIfNextHopIPAddr, dwFlags, InterfaceOwnership::add);
    }

    @Override
    public int MgmDeleteGroupMembershipEntry(
            HANDLE hProtocol,
            int dwSourceAddr,
            int dwSourceMask,
            int dwGroupAddr,
            int dwGroupMask,
            int dwIfIndex,
            int dwIfNextHopIPAddr,
            int dwFlags) {
        Quad quad = new Quad(dwSourceAddr, dwSourceMask, dwGroupAddr, dwGroupMask);
        return change(hProtocol, quad, dwIfIndex, dwIfNextHopIPAddr, dwFlags, InterfaceOwnership::delete);
    }

    private int change(HANDLE hProtocol, Quad quad, int index, int nextHop, int dwFlags, MembershipChange change) {
        return code(() -> {
            Win32Client client = clients.get(hProtocol);
            SourceGroup pair = quad.toSourceGroup();
            Set<MembershipFlag> flags = membershipFlags(dwFlags);
            change.make(client.owned(Interfaces.id(index, nextHop)), pair, flags);
        });
    }

    /** No flag at all is the manager's to refuse. */
    private static Set<MembershipFlag> membershipFlags(int dwFlags) {
        if ((dwFlags & ~(MGM_JOIN_STATE_FLAG | MGM_FORWARD_STATE_FLAG)) != 0) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER, Reason.NO_FLAG, "dwFlags " + dwFlags + " has unknown flags");
        }
        Set<MembershipFlag> flags = EnumSet.noneOf(MembershipFlag.class);
        if ((dwFlags & MGM_JOIN_STATE_FLAG) != 0) {
            flags.add(MembershipFlag.JOIN_STATE);
        }
        if ((dwFlags & MGM_FORWARD_STATE_FLAG) != 0) {
            flags.add(MembershipFlag.FORWARD_STATE);
        }
        return flags;
    }

    // Entries

    @Override
    public int MgmGetMfe(MIB_IPMCAST_MFE pimm, PDWORD pdwBufferSize, ByteBuffer pbBuffer) {
        return answer(() -> table.entry(pimm, new OutputBuffer(pdwBufferSize, pbBuffer)));
    }

    @Override
    public int MgmGetFirstMfe(PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries) {
        return answer(() -> table.entries(Optional.empty(), new OutputBuffer(pdwBufferSize, pbBuffer), pdwNumEntries));
    }

    @Override
    public int MgmGetNextMfe(
            MIB_IPMCAST_MFE pimmStart, PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries) {
        return answer(() -> table.entries(
                StartKey.behind(pimmStart.dwSource(), pimmStart.dwGroup()),
                new OutputBuffer(pdwBufferSize, pbBuffer),
                pdwNumEntries));
    }

    @Override
    public int MgmGetMfeStats(MIB_IPMCAST_MFE pimm, PDWORD pdwBufferSize, ByteBuffer pbBuffer, int dwFlags) {
        return answer(() -> table.stats(pimm, new OutputBuffer(pdwBufferSize, pbBuffer), StatsForm.of(dwFlags)));
    }

    @Override
    public int MgmGetFirstMfeStats(PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries, int dwFlags) {
        return answer(() -> table.stats(
                Optional.empty(), new OutputBuffer(pdwBufferSize, pbBuffer), pdwNumEntries, StatsForm.of(dwFlags)));
    }

    @Override
    public int MgmGetNextMfeStats(
            MIB_IPMCAST_MFE pimmStart, PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries, int dwFlags) {
        return answer(() -> table.stats(
                StartKey.behind(pimmStart.dwSource(), pimmStart.dwGroup()),
                new OutputBuffer(pdwBufferSize, pbBuffer),
                pdwNumEntries,
                StatsForm.of(dwFlags)));
    }

    @Override
    public int MgmSetMfe(HANDLE hProtocol, MIB_IPMCAST_MFE pmimm) {
        return code(() -> clients.get(hProtocol)
                .session()
                .setUpstreamNeighbor(Table.flow(pmimm), IN_ADDR.address(pmimm.dwUpStrmNgbr())));
    }

    // Group enumeration

    @Override
    public int MgmGroupEnumerationStart(HANDLE hProtocol, MGM_ENUM_TYPES metEnumType, PHANDLE phEnumHandle) {
        return code(() -> {
            Win32Client client = clients.get(hProtocol);
            EnumerationType type = switch (metEnumType) {
                case ANY_SOURCE -> EnumerationType.ANY_SOURCE;
                case ALL_SOURCES -> EnumerationType.ALL_SOURCES;
            };
            phEnumHandle.value =
                    enumerations.open(new Enumeration(client, client.session().enumerateGroups(type)));
        });
    }

    @Override
    public int MgmGroupEnumerationGetNext(
            HANDLE hEnum, PDWORD pdwBufferSize, ByteBuffer pbBuffer, PDWORD pdwNumEntries) {
        return answer(() -> enumerations.get(hEnum).next(new OutputBuffer(pdwBufferSize, pbBuffer), pdwNumEntries));
    }

    @Override
    public int MgmGroupEnumerationEnd(HANDLE hEnum) {
        return code(() -> enumerations.close(hEnum).close());
    }

    private static int code(Runnable call) {
        return answer(() -> {
            call.run();
            return NO_ERROR;
        });
    }

    private static int answer(IntSupplier call) {
        try {
            return call.getAsInt();
        } catch (MgmException e) {
            return e.error().win32Code();
        }
    }
}
