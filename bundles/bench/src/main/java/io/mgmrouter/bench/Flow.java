package io.mgmrouter.bench;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.core.GroupManager;
import java.nio.ByteBuffer;
import java.util.Set;

/** A new flow, from its first packet to its entry: whoever is asked accepts. */
final class Flow {

    private static final InterfaceId ARRIVAL = InterfaceId.of(1);
    private static final ByteBuffer HEADER = ByteBuffer.allocate(28).asReadOnlyBuffer();

    private Flow() {}

    /** Returns the number of outgoing interfaces. */
    static int install(GroupManager manager, Sg sg) {
        manager.packetArrived(sg, ARRIVAL, HEADER, Population.START);
        int outgoing = 0;
        for (var effects = manager.takeEffects(); !effects.isEmpty(); effects = manager.takeEffects()) {
            for (Effect effect : effects) {
                switch (effect) {
                    case Effect.AskRpf(_, long token, var query) ->
                        manager.rpfAnswered(token, query.accept(), Population.START);
                    case Effect.AskCreation(_, long token, _) ->
                        manager.creationAnswered(token, Set.of(), Population.START);
                    case Effect.Install(var entry) -> outgoing = entry.oifs().size();
                    default -> throw new IllegalStateException("unexpected " + effect);
                }
            }
        }
        return outgoing;
    }
}
