package io.mgmrouter.mgm.core;

import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.Explanation;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import java.util.List;
import java.util.Optional;

/** What a lab's manager remembers, one short line for each decision: age in seconds, kind, and the parts it has. */
final class DecisionLines {

    private DecisionLines() {}

    static List<String> about(CoreLab lab, SourceGroup about) {
        return lines(all(lab, lab.manager.explain(about, lab.now)));
    }

    static List<String> about(CoreLab lab, InterfaceId interfaceId) {
        return lines(all(lab, lab.manager.explain(interfaceId, lab.now)));
    }

    /** In bits of three events, to show that nothing is lost between them. */
    static Explanation all(CoreLab lab, Explainer explainer) {
        boolean atEnd = false;
        while (!atEnd) {
            atEnd = lab.manager.proceed(explainer, 3);
        }
        return explainer.explanation();
    }

    private static List<String> lines(Explanation explanation) {
        return explanation.decisions().stream().map(DecisionLines::line).toList();
    }

    private static String line(Decision decision) {
        return decision.age().toMillis() / 100 / 10.0 + " " + decision.kind()
                + word(decision.about())
                + word(decision.client())
                + word(decision.interfaceId())
                + (decision.interfaces().isEmpty() ? "" : " " + decision.interfaces())
                + word(decision.why())
                + word(decision.detail()
                        .map(detail -> detail instanceof Decision.Via(var route) ? "via " + route.prefix() : detail));
    }

    private static String word(Optional<?> part) {
        return part.map(value -> " " + value).orElse("");
    }
}
