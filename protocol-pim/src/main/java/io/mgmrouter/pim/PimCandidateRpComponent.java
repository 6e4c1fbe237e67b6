package io.mgmrouter.pim;

import io.mgmrouter.pim.PimConfiguration.Kind;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of one rendezvous point that this router offers to be. */
@Component(
        service = {},
        configurationPid = "io.mgmrouter.pim.candidate-rp",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = PimCandidateRpComponent.Config.class, factory = true)
public final class PimCandidateRpComponent extends PartComponent {

    /** For the console; the properties themselves are read, with these ranges, by the settings. */
    @ObjectClassDefinition(
            name = "Candidate rendezvous point",
            description = "An RP that this router offers to be (RFC 5059)")
    @interface Config {
        @AttributeDefinition(description = "Addresses as an RP, one per family; or use interface", required = false)
        String[] address();

        // The dollar sign is left out of the key: "interface" is a word of the language.
        @AttributeDefinition(name = "Interface", description = "Interface whose addresses are used", required = false)
        String $interface();

        @AttributeDefinition(description = "Groups, as prefixes; default: all", required = false)
        String[] groups();

        @AttributeDefinition(description = "The lowest is chosen", min = "0", max = "255", required = false)
        int priority() default 192;

        @AttributeDefinition(
                description = "Time between advertisements, in seconds",
                min = "1",
                max = "16383",
                required = false)
        int interval() default 60;

        @AttributeDefinition(
                description = "How long one counts, in seconds; default: 2.5 times interval",
                min = "2",
                max = "65535",
                required = false)
        int holdtime();
    }

    @Activate
    public PimCandidateRpComponent(Map<String, Object> properties, @Reference PimComponent pim) {
        super(pim, Kind.CANDIDATE_RP, properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configure(properties);
    }

    @Deactivate
    void deactivate(int reason) {
        stop(reason);
    }
}
