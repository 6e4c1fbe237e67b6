package io.mgmrouter.control.socket;

import io.mgmrouter.control.Report;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Writes a report as {@code {"name": [{"column": value, ...}, ...]}}. */
final class JsonTable {

    private final JsonProvider json;

    JsonTable(JsonProvider json) {
        this.json = json;
    }

    String of(Report report) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = json.createGeneratorFactory(Map.of()).createGenerator(out)) {
            generator.writeStartObject().writeStartArray(report.name());
            report.rows().forEach(row -> writeRow(generator, report.columns(), row));
            generator.writeEnd().writeEnd();
        }
        return out.append('\n').toString();
    }

    private void writeRow(JsonGenerator generator, List<String> columns, List<Object> row) {
        generator.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            generator.write(columns.get(i), value(row.get(i)));
        }
        generator.writeEnd();
    }

    private JsonValue value(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? JsonValue.TRUE : JsonValue.FALSE;
            case Integer number -> json.createValue(number);
            case Long number -> json.createValue(number);
            case BigInteger number -> json.createValue(number);
            case BigDecimal number -> json.createValue(number);
            case Number number when Double.isFinite(number.doubleValue()) -> json.createValue(number.doubleValue());
            case List<?> list -> list(list);
            default -> json.createValue(value.toString());
        };
    }

    private JsonValue list(List<?> list) {
        var array = json.createArrayBuilder();
        list.forEach(item -> array.add(value(item)));
        return array.build();
    }
}
