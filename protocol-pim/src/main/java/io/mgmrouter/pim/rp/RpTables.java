package io.mgmrouter.pim.rp;

import io.mgmrouter.control.Report;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of {@code mgmctl pim rp} and {@code mgmctl pim bsr}; each family adds its rows, on its loop. */
public final class RpTables {

    private RpTables() {}

    /** {@code rp}. */
    public static Report.Builder rps() {
        return Report.of(
                "rps", "family", "groups", "rp", "origin", "priority", "state", "expiresSeconds", "anycastPeers");
    }

    /** The mappings of a family. */
    public static void add(Report.Builder report, Family family, RpSet rps, Tick now) {
        for (GroupMapping mapping : rps.view()) {
            report.row(
                    family.toString(),
                    mapping.range().toString(),
                    mapping.rp().toString(),
                    lower(mapping.origin()),
                    mapping.priority(),
                    lower(mapping.standing()),
                    seconds(mapping.expiry(), now),
                    mapping.origin() == Origin.STATIC ? peers(rps, mapping.rp()) : List.of());
        }
    }

    /** {@code rp GROUP}: which one, and why. */
    public static Report choice(RpSet rps, IpAddress group) {
        Report.Builder report = Report.of("rps", "family", "group", "rp", "origin", "groups", "why");
        rps.select(group)
                .ifPresentOrElse(
                        chosen -> report.row(
                                group.family().toString(),
                                group.toString(),
                                chosen.rp().toString(),
                                lower(chosen.origin()),
                                chosen.range().toString(),
                                chosen.why().sentence()),
                        () -> report.row(group.family().toString(), group.toString(), "", "", "", rps.whyNone(group)));
        return report.build();
    }

    /** {@code bsr}. */
    public static Report.Builder bsrs() {
        return Report.of(
                "bsrs",
                "family",
                "zone",
                "state",
                "bsr",
                "priority",
                "hashMaskLength",
                "fragmentTag",
                "timerSeconds",
                "ranges",
                "rps",
                "candidateRps",
                "dropped");
    }

    /** The zones of a family. */
    public static void add(Report.Builder report, Bootstrapping bsr, Tick now) {
        for (Zone zone : bsr.zones()) {
            Optional<BsrWeight> elected = zone.election().elected();
            report.row(
                    bsr.role().family().toString(),
                    zone.range().map(IpPrefix::toString).orElse(""),
                    zone.election().name(),
                    elected.map(one -> one.address().toString()).orElse(""),
                    elected.<Object>map(BsrWeight::priority).orElse(""),
                    elected.<Object>map(_ -> zone.hashMaskLength()).orElse(""),
                    elected.<Object>map(_ -> zone.fragmentTag()).orElse(""),
                    seconds(zone.election().due(), now),
                    zone.table().ranges().size(),
                    zone.table().size(),
                    candidacies(bsr, zone, now),
                    zone.range().isPresent() ? List.of() : dropped(bsr));
        }
    }

    private static List<String> candidacies(Bootstrapping bsr, Zone zone, Tick now) {
        return bsr.candidacies().states().entrySet().stream()
                .filter(one -> one.getKey().zone().equals(zone.range()))
                .map(one -> text(one.getKey(), one.getValue(), now))
                .sorted()
                .toList();
    }

    private static String text(Candidacies.Candidacy candidacy, CandidateRpState state, Tick now) {
        String when = state.due()
                .map(next -> "next in " + next.remaining(now).toSeconds() + " s")
                .orElse("nobody to tell");
        return candidacy.role().address() + " for " + texts(candidacy.groups()) + ", " + when;
    }

    /** They are those of all zones, and stand beside the groups of none. */
    private static List<String> dropped(Bootstrapping bsr) {
        return new TreeMap<>(bsr.dropped())
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .toList();
    }

    private static List<String> peers(RpSet rps, IpAddress rp) {
        return rps.staticRp(rp).map(found -> texts(found.anycastPeers())).orElse(List.of());
    }

    private static <T extends Comparable<? super T>> List<String> texts(Collection<T> values) {
        return values.stream().sorted().map(T::toString).toList();
    }

    private static Object seconds(Optional<Tick> deadline, Tick now) {
        return deadline.<Object>map(tick -> tick.remaining(now).toSeconds()).orElse("");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
