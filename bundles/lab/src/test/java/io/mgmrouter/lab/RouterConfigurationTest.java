package io.mgmrouter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A router's configuration file")
class RouterConfigurationTest {

    @Test
    void hasOneObjectPerInterfaceAndTypedNumbers() {
        JsonObject file = parsed(
                RouterConfiguration.igmpOn("eth1").igmp("eth1", "version", 2).igmp("query.interval", 5));

        assertThat(file.getJsonObject("io.mgmrouter.igmp.interface~eth1").getString("interface"))
                .isEqualTo("eth1");
        assertThat(file.getJsonObject("io.mgmrouter.igmp.interface~eth1").getInt("version:Integer"))
                .isEqualTo(2);
        assertThat(file.getJsonObject("io.mgmrouter.igmp").getInt("query.interval:Integer"))
                .isEqualTo(5);
    }

    private static JsonObject parsed(RouterConfiguration configuration) {
        return Json.createReader(new StringReader(configuration.toJson())).readObject();
    }
}
