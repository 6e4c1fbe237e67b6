package io.mgmrouter.launcher;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/** Puts a checked configuration into Configuration Admin, typed as the metatype says. */
final class ConfigurationStore {

    /** Any bundle may use it: bundles are replaced while the configuration stays. */
    private static final String ANY_BUNDLE = "?";

    private ConfigurationStore() {}

    /** @throws StartFailure if there is no Configuration Admin, or it cannot store */
    static void store(BundleContext context, Configuration configuration, Metatype metatype) throws StartFailure {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) {
            throw StartFailure.failed("no Configuration Admin has started; the installation is incomplete");
        }
        ConfigurationAdmin admin = context.getService(reference);
        try {
            for (Configuration.Entry entry : configuration.entries()) {
                store(admin, entry, metatype.find(entry.basePid()).orElseThrow());
            }
        } catch (IOException | SettingValue.Refused e) {
            throw StartFailure.failed("the configuration cannot be stored: " + e.getMessage());
        }
    }

    private static void store(ConfigurationAdmin admin, Configuration.Entry entry, Metatype.ObjectClass known)
            throws IOException, SettingValue.Refused {
        var stored = known.factory()
                ? admin.getFactoryConfiguration(entry.basePid(), entry.name().orElseThrow(), ANY_BUNDLE)
                : admin.getConfiguration(entry.pid(), ANY_BUNDLE);
        stored.updateIfDifferent(properties(entry, known));
    }

    private static Dictionary<String, Object> properties(Configuration.Entry entry, Metatype.ObjectClass known)
            throws SettingValue.Refused {
        Dictionary<String, Object> properties = new Hashtable<>();
        for (Configuration.Setting setting : entry.settings()) {
            Metatype.Attribute attribute = known.attributes().get(setting.key());
            properties.put(
                    setting.key(),
                    attribute == null
                            ? SettingValue.untyped(setting.value())
                            : SettingValue.of(setting.value(), attribute));
        }
        return properties;
    }
}
