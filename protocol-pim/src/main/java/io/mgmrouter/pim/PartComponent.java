package io.mgmrouter.pim;

import io.mgmrouter.pim.PimConfiguration.Kind;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentConstants;

/** Carries a configuration beside the global one to {@link PimComponent}: a component for each. */
abstract class PartComponent {

    private final PimComponent pim;
    private final Kind kind;
    private final String id;

    PartComponent(PimComponent pim, Kind kind, Map<String, Object> properties) {
        this.pim = pim;
        this.kind = kind;
        this.id = String.valueOf(properties.get(Constants.SERVICE_PID));
        pim.configure(kind, id, properties);
    }

    final void configure(Map<String, Object> properties) {
        pim.configure(kind, id, properties);
    }

    /** Only a deleted configuration takes something away; when the bundle stops, the manager is to hold everything. */
    final void stop(int reason) {
        if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
            pim.remove(kind, id);
        }
    }
}
