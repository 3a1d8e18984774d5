package io.clientele.benchmarks.compare;

import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a fit found, by name, for comparing; and its timing. */
public final class Answer {

    private final Map<String, double[]> values = new LinkedHashMap<>();

    Answer with(String name, double... found) {
        values.put(name, found);
        return this;
    }

    /**
     * What was found under a name.
     *
     * @param name such as coefficients
     * @return the numbers
     */
    public double[] get(String name) {
        return values.get(name);
    }

    /** One line of JSON. */
    String line(double seconds, double cpuSeconds) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("seconds", seconds);
            json.writeNumberProperty("cpu", cpuSeconds);
            json.writeObjectPropertyStart("answer");
            for (Map.Entry<String, double[]> value : values.entrySet()) {
                json.writeName(value.getKey());
                json.writeArray(value.getValue(), 0, value.getValue().length);
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }
}
