package io.clientele.cli.print;

import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Fields of JSON objects. Numbers in full precision; one that does not exist is null, for JSON has no NaN. */
public final class Json {

    private Json() {}

    /**
     * A number, or null where there is none.
     *
     * @param json where to
     * @param name of the field
     * @param value of the field
     */
    public static void number(JsonGenerator json, String name, double value) {
        json.writeName(name);
        number(json, value);
    }

    private static void number(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    /**
     * An array of numbers.
     *
     * @param json where to
     * @param values its elements; null where not finite
     */
    public static void numbers(JsonGenerator json, double[] values) {
        json.writeStartArray();
        for (double value : values) {
            number(json, value);
        }
        json.writeEndArray();
    }

    /**
     * An array of arrays of numbers.
     *
     * @param json where to
     * @param name of the field
     * @param rows its elements
     */
    public static void rows(JsonGenerator json, String name, double[][] rows) {
        json.writeName(name).writeStartArray();
        for (double[] row : rows) {
            numbers(json, row);
        }
        json.writeEndArray();
    }

    /**
     * An array of whole numbers.
     *
     * @param json where to
     * @param name of the field
     * @param values its elements
     */
    public static void counts(JsonGenerator json, String name, long[] values) {
        json.writeName(name).writeStartArray();
        for (long value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }

    /**
     * An array of labels.
     *
     * @param json where to
     * @param name of the field
     * @param values its elements
     */
    public static void labels(JsonGenerator json, String name, int[] values) {
        json.writeName(name).writeStartArray();
        for (int value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }

    /**
     * An array of texts.
     *
     * @param json where to
     * @param name of the field
     * @param values its elements
     */
    public static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeName(name).writeStartArray();
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    /**
     * The ends of an interval as {@code lower} and {@code upper}; null where there is none.
     *
     * @param json where to, inside an object
     * @param interval to write
     */
    public static void ends(JsonGenerator json, Optional<Interval> interval) {
        number(json, "lower", interval.map(Interval::lower).orElse(Double.NaN));
        number(json, "upper", interval.map(Interval::upper).orElse(Double.NaN));
    }

    /**
     * An estimate with its interval, as an object.
     *
     * @param json where to
     * @param name of the field
     * @param estimate to write
     * @param interval around it, if there is one
     */
    public static void estimate(JsonGenerator json, String name, double estimate, Optional<Interval> interval) {
        json.writeName(name).writeStartObject();
        number(json, "estimate", estimate);
        ends(json, interval);
        json.writeEndObject();
    }
}
