package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries: what is wished, what the kernel has, and the writing that makes the second the first. Rewriting a live
 * entry can cost a packet, so an entry is written only when it differs.
 */
final class EntryProgram {

    private static final Logger LOG = LoggerFactory.getLogger(EntryProgram.class);

    private final KernelMulticastTable table;
    private final VifMap vifs;
    private final Map<SourceGroup, ForwarderEntry> wished = new HashMap<>();
    private final Map<SourceGroup, MfcEntry> programmed = new HashMap<>();

    EntryProgram(KernelMulticastTable table, VifMap vifs) {
        this.table = table;
        this.vifs = vifs;
    }

    /**
     * Makes the kernel's table this one.
     *
     * @param exact false if the kernel may have more in its entries than it shows: then each is written
     * @return what could not be done, one sentence per flow
     */
    Map<SourceGroup, String> replaceAll(Collection<ForwarderEntry> entries, boolean exact) {
        wished.clear();
        programmed.clear();
        entries.forEach(entry -> wished.put(entry.sourceGroup(), entry));
        for (MfcEntry found : table.entries()) {
            programmed.put(SourceGroup.of(found.source(), found.group()), found);
        }
        List<SourceGroup> foreign = programmed.keySet().stream()
                .filter(found -> !wished.containsKey(found))
                .toList();
        Map<SourceGroup, String> failures = new HashMap<>();
        foreign.forEach(found -> remove(found).ifPresent(reason -> failures.put(found, reason)));
        LOG.info(
                "forwarder.start wished={} found={} removed={}",
                wished.size(),
                programmed.size() + foreign.size(),
                foreign.size());
        if (!exact) {
            rewriteFound();
        }
        for (ForwarderEntry entry : entries) {
            set(entry).ifPresent(reason -> failures.put(entry.sourceGroup(), reason));
        }
        return failures;
    }

    /** Wishes an entry; empty if the kernel now has it, else why it has not, or not quite. */
    Optional<String> set(ForwarderEntry entry) {
        if (entry.sourceGroup() instanceof StarStar || !(entry.sourceGroup().group() instanceof Ipv4Address)) {
            return Optional.of(entry.sourceGroup() + ": this forwarder takes (S,G) and (*,G) of IPv4");
        }
        wished.put(entry.sourceGroup(), entry);
        Optional<String> refused = program(entry);
        return refused.isPresent() ? refused : missing(entry);
    }

    /** Wishes that there be no entry; empty if there is none now, else why there still is. */
    Optional<String> remove(SourceGroup sourceGroup) {
        wished.remove(sourceGroup);
        MfcEntry found = programmed.remove(sourceGroup);
        return found == null ? Optional.empty() : attempt(sourceGroup, () -> table.remove(found));
    }

    /** The kernel asked about a flow: whatever was programmed for it is not there. */
    void lost(SourceGroup sourceGroup) {
        programmed.remove(sourceGroup);
    }

    /** An interface got or lost its VIF: writes the entries in which it makes a difference. */
    void vifsChanged() {
        wished.values()
                .forEach(entry -> program(entry)
                        .ifPresent(
                                reason -> LOG.warn("forwarder.entry sg={} failed: {}", entry.sourceGroup(), reason)));
    }

    /** True if packets of this flow are expected on some interface. */
    boolean expects(SourceGroup sourceGroup) {
        MfcEntry entry = programmed.get(sourceGroup);
        return entry != null && entry.iif() != MfcEntry.NOWHERE;
    }

    private void rewriteFound() {
        programmed.forEach((sourceGroup, found) -> attempt(sourceGroup, () -> table.set(found))
                .ifPresent(reason -> LOG.warn("forwarder.entry sg={} failed: {}", sourceGroup, reason)));
    }

    private Optional<String> program(ForwarderEntry entry) {
        MfcEntry wish = inVifs(entry);
        MfcEntry found = programmed.get(entry.sourceGroup());
        if (wish.equals(found)) {
            return Optional.empty();
        }
        Optional<String> refused = attempt(entry.sourceGroup(), () -> {
            // The incoming VIF is part of a (*,G) entry's key in the kernel.
            if (found != null && found.iif() != wish.iif() && wish.source().isUnspecified()) {
                table.remove(found);
            }
            table.set(wish);
        });
        if (refused.isEmpty()) {
            programmed.put(entry.sourceGroup(), wish);
        }
        return refused;
    }

    private MfcEntry inVifs(ForwarderEntry entry) {
        int iif = entry.iifs().stream()
                .findFirst()
                .map(i -> vifs.vif(i.index()).orElse(MfcEntry.NOWHERE))
                .orElse(MfcEntry.NOWHERE);
        int oifs = 0;
        for (InterfaceId oif : entry.oifs()) {
            OptionalInt vif = vifs.vif(oif.index());
            oifs |= vif.isPresent() ? 1 << vif.getAsInt() : 0;
        }
        SourceGroup sourceGroup = entry.sourceGroup();
        return new MfcEntry((Ipv4Address) sourceGroup.source(), (Ipv4Address) sourceGroup.group(), iif, oifs);
    }

    private Optional<String> missing(ForwarderEntry entry) {
        List<String> names = new ArrayList<>(0);
        entry.iifs().forEach(iif -> nameIfMissing(iif, names));
        for (InterfaceId oif : entry.oifs()) {
            nameIfMissing(oif, names);
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(entry.sourceGroup() + " is forwarded without " + String.join(", ", names)
                        + ": not up, gone, or beyond the " + VifMap.MOST_VIFS + " interfaces a table can have");
    }

    private void nameIfMissing(InterfaceId used, List<String> names) {
        if (vifs.vif(used.index()).isEmpty()) {
            names.add(vifs.name(used.index()));
        }
    }

    private static Optional<String> attempt(SourceGroup sourceGroup, Runnable write) {
        try {
            write.run();
            return Optional.empty();
        } catch (MulticastTableException e) {
            return Optional.of(sourceGroup + ": " + e.getMessage());
        }
    }
}
