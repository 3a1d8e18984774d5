package io.clientele.core.model;

import io.clientele.core.FitReport;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Takes the fields of a model, in the order in which they are to be written.
 *
 * <p>Numbers are written in the shortest form that gives the same double back, -0.0 included; NaN and infinities as the texts
 * {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, because JSON has no such numbers. Not thread-safe.
 */
public final class ModelOutput {

    private final JsonGenerator json;
    private final Set<String> names = new HashSet<>();

    ModelOutput(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes a number.
     *
     * @param name of the field
     * @param value may be NaN or infinite
     * @return this
     */
    public ModelOutput field(String name, double value) {
        name(name);
        number(value);
        return this;
    }

    /**
     * Writes a whole number.
     *
     * @param name of the field
     * @param value any
     * @return this
     */
    public ModelOutput field(String name, long value) {
        name(name);
        json.writeNumber(value);
        return this;
    }

    /**
     * Writes a whole number.
     *
     * @param name of the field
     * @param value any
     * @return this
     */
    public ModelOutput field(String name, int value) {
        return field(name, (long) value);
    }

    /**
     * Writes true or false.
     *
     * @param name of the field
     * @param value any
     * @return this
     */
    public ModelOutput field(String name, boolean value) {
        name(name);
        json.writeBoolean(value);
        return this;
    }

    /**
     * Writes a text.
     *
     * @param name of the field
     * @param value of at most 1,048,576 characters
     * @return this
     */
    public ModelOutput field(String name, String value) {
        name(name);
        text(name, value);
        return this;
    }

    /**
     * Writes numbers.
     *
     * @param name of the field
     * @param values may be NaN or infinite
     * @return this
     */
    public ModelOutput field(String name, double[] values) {
        name(name);
        array(values);
        return this;
    }

    /**
     * Writes whole numbers.
     *
     * @param name of the field
     * @param values any
     * @return this
     */
    public ModelOutput field(String name, int[] values) {
        name(name);
        json.writeStartArray();
        for (int value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        return this;
    }

    /**
     * Writes truths, as 0 and 1.
     *
     * @param name of the field
     * @param values any
     * @return this
     */
    public ModelOutput field(String name, boolean[] values) {
        name(name);
        json.writeStartArray();
        for (boolean value : values) {
            json.writeNumber(value ? 1 : 0);
        }
        json.writeEndArray();
        return this;
    }

    /**
     * Writes whole numbers.
     *
     * @param name of the field
     * @param values any
     * @return this
     */
    public ModelOutput field(String name, long[] values) {
        name(name);
        json.writeStartArray();
        for (long value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        return this;
    }

    /**
     * Writes rows of numbers, which may differ in length.
     *
     * @param name of the field
     * @param rows may hold NaN or infinite values
     * @return this
     */
    public ModelOutput field(String name, double[][] rows) {
        name(name);
        json.writeStartArray();
        for (double[] row : rows) {
            array(row);
        }
        json.writeEndArray();
        return this;
    }

    /**
     * Writes texts.
     *
     * @param name of the field
     * @param values any
     * @return this
     */
    public ModelOutput field(String name, List<String> values) {
        name(name);
        json.writeStartArray();
        for (String value : values) {
            text(name, value);
        }
        json.writeEndArray();
        return this;
    }

    /**
     * Writes how the fit went.
     *
     * @param name of the field, usually {@code report}
     * @param report any
     * @return this
     */
    public ModelOutput field(String name, FitReport report) {
        return object(
                name,
                out -> out.field("rows", report.rows())
                        .field("iterations", report.iterations())
                        .field("converged", report.converged())
                        .field("change", report.change())
                        .field("warnings", report.warnings()));
    }

    /**
     * Writes fields that belong together.
     *
     * @param name of the field
     * @param fields writes them
     * @return this
     */
    public ModelOutput object(String name, Consumer<ModelOutput> fields) {
        name(name);
        json.writeStartObject();
        fields.accept(new ModelOutput(json));
        json.writeEndObject();
        return this;
    }

    /**
     * Writes several things with the same fields.
     *
     * @param <T> the thing
     * @param name of the field
     * @param values the things, in order
     * @param fields writes the fields of one
     * @return this
     */
    public <T> ModelOutput objects(String name, List<T> values, BiConsumer<T, ModelOutput> fields) {
        name(name);
        json.writeStartArray();
        for (T value : values) {
            json.writeStartObject();
            fields.accept(value, new ModelOutput(json));
            json.writeEndObject();
        }
        json.writeEndArray();
        return this;
    }

    /**
     * Writes a model inside this one, as a file of its own would hold it. A model that is made of others is one file in this way.
     *
     * @param name of the field
     * @param write the inner model's {@code write(OutputStream)}
     * @return this
     */
    public ModelOutput model(String name, Consumer<OutputStream> write) {
        name(name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write.accept(bytes);
        String indent = "\n" + "  ".repeat(json.streamWriteContext().getNestingDepth());
        // a text in JSON holds no line feed, so those here are all between fields
        json.writeRawValue(bytes.toString(StandardCharsets.UTF_8).strip().replace("\n", indent));
        return this;
    }

    private void name(String name) {
        if (!names.add(name)) {
            throw new IllegalStateException("field '" + name + "' was written twice");
        }
        json.writeName(name);
    }

    private void text(String name, String value) {
        if (Objects.requireNonNull(value, name).length() > ModelFiles.LONGEST_TEXT) {
            throw new IllegalArgumentException("field '" + name + "' must have at most " + ModelFiles.LONGEST_TEXT
                    + " characters, got " + value.length());
        }
        json.writeString(value);
    }

    private void array(double[] values) {
        json.writeStartArray();
        for (double value : values) {
            number(value);
        }
        json.writeEndArray();
    }

    private void number(double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.toString(value));
        }
    }
}
