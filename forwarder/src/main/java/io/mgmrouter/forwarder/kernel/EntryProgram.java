package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries: what is wished, what the kernel has, and the writing that makes the second the first. Rewriting a live
 * entry can cost a packet, so an entry is written only when it differs.
 *
 * <p>The kernel tells (*,G) entries of a group apart by their incoming VIF: a wish with several incoming interfaces
 * becomes as many entries side by side.
 */
final class EntryProgram {

    private static final Logger LOG = LoggerFactory.getLogger(EntryProgram.class);

    private final KernelMulticastTable table;
    private final VifMap vifs;
    private final Map<SourceGroup, ForwarderEntry> wished = new HashMap<>();
    private final Map<SourceGroup, List<MfcEntry>> programmed = new HashMap<>();

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
        table.entries().forEach(this::adopt);
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
        if (entry.sourceGroup() instanceof StarStar
                || entry.sourceGroup().group().family() != table.family()) {
            return Optional.of(entry.sourceGroup() + ": this forwarder takes (S,G) and (*,G) of " + table.family());
        }
        wished.put(entry.sourceGroup(), entry);
        Optional<String> refused = program(entry);
        return refused.isPresent() ? refused : missing(entry);
    }

    /** Wishes that there be no entry; empty if there is none now, else why there still is. */
    Optional<String> remove(SourceGroup sourceGroup) {
        wished.remove(sourceGroup);
        List<MfcEntry> found = programmed.remove(sourceGroup);
        return found == null ? Optional.empty() : attempt(sourceGroup, () -> found.forEach(table::remove));
    }

    /** The kernel asked about a flow: whatever was programmed for it is not there. */
    void lost(SourceGroup sourceGroup) {
        programmed.remove(sourceGroup);
    }

    /** An interface got or lost its VIF: writes the entries in which it makes a difference. */
    void vifsChanged() {
        wished.values().forEach(entry -> warn(entry.sourceGroup(), program(entry)));
    }

    /** What a packet is that the kernel did not expect where it arrived. */
    enum Unexpected {
        /** Its entry names other interfaces. */
        WRONG_INTERFACE,
        /** Its (*,G) entry accepts it here, but the kernel looked at another part of that: it needs its own entry. */
        UNDECIDED,
        /** It is expected nowhere. */
        UNWANTED
    }

    /** Judges a packet that the kernel reported as arrived on a wrong VIF. */
    Unexpected judge(Sg sg, InterfaceId arrival) {
        if (programmed.containsKey(sg)) {
            return accepts(sg) ? Unexpected.WRONG_INTERFACE : Unexpected.UNWANTED;
        }
        StarG starG = new StarG(sg.group());
        if (!accepts(starG)) {
            return Unexpected.UNWANTED;
        }
        return wished.get(starG).iifs().contains(arrival) ? Unexpected.UNDECIDED : Unexpected.WRONG_INTERFACE;
    }

    private boolean accepts(SourceGroup sourceGroup) {
        return programmed.getOrDefault(sourceGroup, List.of()).stream()
                .anyMatch(entry -> entry.iif() != MfcEntry.NOWHERE);
    }

    /**
     * Takes over an entry found in the kernel. Which incoming VIF a (*,G) entry has is hidden if that VIF does not
     * exist any more, although it would be used again: such an entry goes, under each number it can have.
     */
    private void adopt(MfcEntry found) {
        SourceGroup sourceGroup = SourceGroup.of(found.source(), found.group());
        if (found.isAnySource() && found.iif() == MfcEntry.NOWHERE) {
            IntStream.range(0, KernelMulticastTable.VIFS)
                    .filter(vif -> vifs.interfaceIndex(vif).isEmpty())
                    .mapToObj(vif -> new MfcEntry(found.source(), found.group(), vif, 0))
                    .forEach(hidden -> warn(sourceGroup, attempt(sourceGroup, () -> table.remove(hidden))));
            return;
        }
        programmed.merge(sourceGroup, List.of(found), EntryProgram::inOrder);
    }

    private void rewriteFound() {
        programmed.forEach((sourceGroup, found) ->
                warn(sourceGroup, attempt(sourceGroup, () -> found.forEach(table::set))));
    }

    private static void warn(SourceGroup sourceGroup, Optional<String> refused) {
        refused.ifPresent(reason -> LOG.warn("forwarder.entry sg={} failed: {}", sourceGroup, reason));
    }

    private Optional<String> program(ForwarderEntry entry) {
        SourceGroup sourceGroup = entry.sourceGroup();
        List<MfcEntry> wish = inVifs(entry);
        List<MfcEntry> found = programmed.getOrDefault(sourceGroup, List.of());
        if (wish.equals(found)) {
            return Optional.empty();
        }
        List<MfcEntry> now = new ArrayList<>(found);
        Optional<String> refused = attempt(sourceGroup, () -> change(now, wish));
        List<MfcEntry> has = refused.isEmpty() ? wish : inOrder(now, List.of());
        if (has.isEmpty()) {
            programmed.remove(sourceGroup);
        } else {
            programmed.put(sourceGroup, has);
        }
        return refused;
    }

    /** What is new comes before what is old goes, so that no packet falls in between. */
    private void change(List<MfcEntry> now, List<MfcEntry> wish) {
        for (MfcEntry wished : wish) {
            if (!now.contains(wished)) {
                table.set(wished);
                now.removeIf(old -> replaces(wished, old));
                now.add(wished);
            }
        }
        for (MfcEntry old : List.copyOf(now)) {
            if (!wish.contains(old)) {
                table.remove(old);
                now.remove(old);
            }
        }
    }

    /** The incoming VIF is part of a (*,G) entry's key in the kernel. */
    private static boolean replaces(MfcEntry wished, MfcEntry old) {
        return !wished.isAnySource() || wished.iif() == old.iif();
    }

    private static List<MfcEntry> inOrder(List<MfcEntry> some, List<MfcEntry> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(Comparator.comparingInt(MfcEntry::iif))
                .toList();
    }

    /** The kernel's entries for a wish, in the order of their incoming VIF; at least one. */
    private List<MfcEntry> inVifs(ForwarderEntry entry) {
        int oifs = mask(entry.oifs());
        int iifs = mask(entry.iifs());
        SourceGroup sourceGroup = entry.sourceGroup();
        if (iifs == 0) {
            // (*,G) matches packets from the VIFs it names only: to stop up-calls it names all.
            return List.of(inVifs(sourceGroup, MfcEntry.NOWHERE, sourceGroup instanceof StarG ? vifs.all() : oifs));
        }
        if ((iifs & iifs - 1) == 0) {
            return List.of(inVifs(sourceGroup, Integer.numberOfTrailingZeros(iifs), oifs));
        }
        List<MfcEntry> all = new ArrayList<>(Integer.bitCount(iifs));
        for (int left = iifs; left != 0; left &= left - 1) {
            all.add(inVifs(sourceGroup, Integer.numberOfTrailingZeros(left), oifs));
        }
        return all;
    }

    /** A (*,G) entry is never forwarded to where the packet came from; the bit would only look different read back. */
    private static MfcEntry inVifs(SourceGroup sourceGroup, int iif, int oifs) {
        return new MfcEntry(
                sourceGroup.source(),
                sourceGroup.group(),
                iif,
                sourceGroup instanceof StarG ? oifs & ~(1 << iif) : oifs);
    }

    private int mask(Set<InterfaceId> interfaces) {
        int mask = 0;
        for (InterfaceId one : interfaces) {
            OptionalInt vif = vifs.vif(one.index());
            mask |= vif.isPresent() ? 1 << vif.getAsInt() : 0;
        }
        return mask;
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
