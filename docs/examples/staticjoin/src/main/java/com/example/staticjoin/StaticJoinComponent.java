package com.example.staticjoin;

import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Lets {@link StaticJoin} live in OSGi. The defaults suit the lab, so that it can be tried at once. */
@Component(
        service = MulticastProtocol.class,
        configurationPid = "com.example.staticjoin",
        property = {
            MulticastProtocol.PROTOCOL_ID + ":Integer=253",
            MulticastProtocol.COMPONENT_ID + ":Integer=0",
            MulticastProtocol.NAME + "=staticjoin"
        })
@Designate(ocd = StaticJoinComponent.Config.class)
public final class StaticJoinComponent extends StaticJoin {

    @ObjectClassDefinition(name = "Static joins", description = "Receivers that never report")
    @interface Config {
        @AttributeDefinition(name = "Interface", description = "Name of the interface with the receivers")
        String interface_name() default "eth2";

        @AttributeDefinition(name = "Groups", description = "Groups they want: 224.0.0.0/4 or ff00::/8")
        String[] groups() default "239.1.1.9";
    }

    @Activate
    public StaticJoinComponent(Config config, @Reference ControlLoop loop, @Reference LinkService links) {
        super(StaticJoinSettings.of(config.interface_name(), config.groups()), loop, links);
    }

    @Deactivate
    void deactivate() {
        close();
    }
}
