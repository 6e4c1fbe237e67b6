package io.mgmrouter.lab;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/** A forwarding entry as the router's control socket shows it: source (or *) and group, and its interfaces by name. */
record Mfe(String source, String group, String iif, List<String> oifs) {

    static Mfe of(JsonObject row) {
        List<String> oifs = row.getJsonArray("oifs").getValuesAs(JsonString::getString);
        return new Mfe(
                row.getString("source"),
                row.getString("group"),
                row.getString("iif"),
                oifs.stream().sorted().toList());
    }

    boolean isOf(Flow flow) {
        return source.equals(Flow.text(flow.source())) && group.equals(Flow.text(flow.group()));
    }

    @Override
    public String toString() {
        return "iif=%s oifs=%s".formatted(iif, oifs);
    }
}
