package io.mgmrouter.testkit;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.spi.LocalMembershipProtocol;
import java.util.function.Consumer;

/** A {@link RecordingProtocol} in the role of IGMP or MLD; more lines: {@code DISABLE if=10}, {@code ENABLE if=10}. */
public class RecordingLocalMembership extends RecordingProtocol implements LocalMembershipProtocol {

    private Consumer<InterfaceId> onDisable = _ -> {};
    private Consumer<InterfaceId> onEnable = _ -> {};

    public RecordingLocalMembership(String name) {
        super(name);
    }

    /** What to do in {@code onDisable}. */
    public void onDisable(Consumer<InterfaceId> action) {
        onDisable = action;
    }

    /** What to do in {@code onEnable}. */
    public void onEnable(Consumer<InterfaceId> action) {
        onEnable = action;
    }

    @Override
    public void onDisable(InterfaceId interfaceId) {
        hear("DISABLE if=" + interfaceId);
        onDisable.accept(interfaceId);
    }

    @Override
    public void onEnable(InterfaceId interfaceId) {
        hear("ENABLE if=" + interfaceId);
        onEnable.accept(interfaceId);
    }
}
