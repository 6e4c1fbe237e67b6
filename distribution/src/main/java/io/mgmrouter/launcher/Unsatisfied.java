package io.mgmrouter.launcher;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** Asks Declarative Services which components wait for something, or could not be made. */
final class Unsatisfied {

    private Unsatisfied() {}

    /** One phrase per component, such as "io.mgmrouter.igmp.IgmpComponent waits for io.mgmrouter.link.LinkService". */
    static List<String> components(BundleContext context) {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        if (reference == null) {
            return List.of("Declarative Services have not started");
        }
        ServiceComponentRuntime runtime = context.getService(reference);
        Collection<ComponentDescriptionDTO> all = runtime.getComponentDescriptionDTOs();
        return all.stream()
                .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream())
                .flatMap(Unsatisfied::phrase)
                .distinct()
                .toList();
    }

    private static Stream<String> phrase(ComponentConfigurationDTO component) {
        String name = component.description.name;
        return switch (component.state) {
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Arrays.stream(component.unsatisfiedReferences)
                        .map(reference -> name + " waits for " + service(component.description, reference.name));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Stream.of(name + " failed: "
                        + component.failure.lines().findFirst().orElse(""));
            default -> Stream.empty();
        };
    }

    private static String service(ComponentDescriptionDTO component, String reference) {
        return Arrays.stream(component.references)
                .filter(candidate -> candidate.name.equals(reference))
                .map((ReferenceDTO candidate) -> candidate.interfaceName)
                .findFirst()
                .orElse(reference);
    }
}
