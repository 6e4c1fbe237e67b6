package io.mgmrouter.pim;

import io.mgmrouter.pim.rp.BsrSettings;
import io.mgmrouter.pim.rp.CandidateRpSettings;
import io.mgmrouter.pim.rp.StaticRp;
import java.util.List;

/**
 * Valid configuration of RPs, for both families.
 *
 * @param staticRps those the operator names
 * @param bsr part in the election of bootstrap routers
 * @param candidateRps what this router offers to be
 * @param embedded whether groups may contain their RP
 */
record RpConfiguration(
        List<StaticRp> staticRps, BsrSettings bsr, List<CandidateRpSettings> candidateRps, boolean embedded) {

    RpConfiguration {
        staticRps = List.copyOf(staticRps);
        candidateRps = List.copyOf(candidateRps);
    }
}
