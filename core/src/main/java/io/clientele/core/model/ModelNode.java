package io.clientele.core.model;

import io.clientele.core.FitReport;
import io.clientele.core.model.JsonTree.Value;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Named fields of a model that is being read. Every {@code get…} refuses a field that is missing or of another type with an
 * {@link IllegalArgumentException} that names the field and where it stands. Immutable.
 */
public final class ModelNode {

    private final String source;
    private final Value self;
    private final Map<String, Value> fields;

    private ModelNode(String source, Value self, Map<String, Value> fields) {
        this.source = source;
        this.self = self;
        this.fields = fields;
    }

    static ModelNode of(String source, Value value) {
        return new ModelNode(source, value, fields(source, "the model", value));
    }

    /**
     * Whether there is a field.
     *
     * @param name of the field
     * @return true if there is
     */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /**
     * A number.
     *
     * @param name of the field
     * @return its value, which may be NaN or infinite
     */
    public double getDouble(String name) {
        Value value = value(name);
        return number(name, value);
    }

    /**
     * A whole number.
     *
     * @param name of the field
     * @return its value
     */
    public int getInt(String name) {
        Value value = value(name);
        return (int) whole(name, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * A whole number.
     *
     * @param name of the field
     * @return its value
     */
    public long getLong(String name) {
        return whole(name, value(name), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * True or false.
     *
     * @param name of the field
     * @return its value
     */
    public boolean getBoolean(String name) {
        Value value = value(name);
        if (value.content() instanceof Boolean b) {
            return b;
        }
        throw wrong(name, value, "true or false");
    }

    /**
     * A text.
     *
     * @param name of the field
     * @return its value
     */
    public String getString(String name) {
        Value value = value(name);
        if (value.content() instanceof String s) {
            return s;
        }
        throw wrong(name, value, "a text");
    }

    /**
     * Numbers.
     *
     * @param name of the field
     * @return a new array
     */
    public double[] getDoubles(String name) {
        return doubles(name, value(name));
    }

    /**
     * Truths, written as 0 and 1.
     *
     * @param name of the field
     * @return a new array
     */
    public boolean[] getBooleans(String name) {
        Value value = value(name);
        long[] numbers = wholes(name, value);
        boolean[] values = new boolean[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0 && numbers[i] != 1) {
                throw wrong(name, value, "an array of zeros and ones");
            }
            values[i] = numbers[i] == 1;
        }
        return values;
    }

    /**
     * Whole numbers.
     *
     * @param name of the field
     * @return a new array
     */
    public int[] getInts(String name) {
        Value value = value(name);
        long[] wide = wholes(name, value);
        int[] values = new int[wide.length];
        for (int i = 0; i < wide.length; i++) {
            values[i] = (int) wide[i];
            if (values[i] != wide[i]) {
                throw wrong(name, value, "an array of whole numbers of 32 bits");
            }
        }
        return values;
    }

    /**
     * Whole numbers.
     *
     * @param name of the field
     * @return a new array
     */
    public long[] getLongs(String name) {
        return wholes(name, value(name)).clone();
    }

    /**
     * Rows of numbers, which may differ in length.
     *
     * @param name of the field
     * @return a new array of new rows
     */
    public double[][] getDoubleRows(String name) {
        List<Value> rows = list(name, value(name), "an array of arrays of numbers");
        double[][] values = new double[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = doubles(name + "[" + i + "]", rows.get(i));
        }
        return values;
    }

    /**
     * Texts.
     *
     * @param name of the field
     * @return an unmodifiable list
     */
    public List<String> getStrings(String name) {
        List<String> texts = new ArrayList<>();
        for (Value value : list(name, value(name), "an array of texts")) {
            if (!(value.content() instanceof String text)) {
                throw wrong(name, value, "an array of texts");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /**
     * How the fit went.
     *
     * @param name of the field, usually {@code report}
     * @return a report equal to the one written
     */
    public FitReport getReport(String name) {
        ModelNode node = object(name);
        FitReport.Builder report = FitReport.builder()
                .rows(node.getLong("rows"))
                .iterations(node.getInt("iterations"))
                .converged(node.getBoolean("converged"))
                .change(node.getDouble("change"));
        node.getStrings("warnings").forEach(report::warning);
        return report.build();
    }

    /**
     * Fields that belong together.
     *
     * @param name of the field
     * @return the fields inside
     */
    public ModelNode object(String name) {
        Value value = value(name);
        return new ModelNode(source, value, fields(source, "field '" + name + "'", value));
    }

    /**
     * Several things with fields.
     *
     * @param name of the field
     * @return the things, in order
     */
    public List<ModelNode> objects(String name) {
        List<ModelNode> nodes = new ArrayList<>();
        for (Value value : list(name, value(name), "an array of objects")) {
            nodes.add(new ModelNode(source, value, fields(source, "field '" + name + "'", value)));
        }
        return List.copyOf(nodes);
    }

    /**
     * A model inside this one.
     *
     * @param <M> the inner model
     * @param name of the field
     * @param read the inner model's {@code read(InputStream)}
     * @return a model equal to the one written
     */
    public <M> M model(String name, Function<InputStream, M> read) {
        Value value = value(name);
        fields(source, "field '" + name + "'", value);
        try {
            return read.apply(new ByteArrayInputStream(ModelFiles.bytes(value)));
        } catch (IllegalArgumentException e) {
            throw refuse(source, value, "field '" + name + "', counted from its start: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return source + ": fields " + fields.keySet();
    }

    private Value value(String name) {
        Value value = fields.get(name);
        if (value == null) {
            throw refuse(source, self, "field '" + name + "' is missing; there are " + fields.keySet());
        }
        return value;
    }

    @SuppressWarnings("unchecked") // JsonTree makes no other maps
    private static Map<String, Value> fields(String source, String what, Value value) {
        if (value.content() instanceof Map<?, ?> map) {
            return (Map<String, Value>) map;
        }
        throw refuse(source, value, what + " must be an object with named fields");
    }

    @SuppressWarnings("unchecked") // JsonTree makes no other lists
    private List<Value> list(String name, Value value, String expected) {
        if (value.content() instanceof List<?> list) {
            return (List<Value>) list;
        }
        throw wrong(name, value, expected);
    }

    private double number(String name, Value value) {
        Object content = value.content();
        if (content instanceof Number number) {
            return number.doubleValue();
        }
        if (content instanceof String text && JsonTree.isNonFinite(text)) {
            return Double.parseDouble(text);
        }
        throw wrong(name, value, "a number");
    }

    private long whole(String name, Value value, long min, long max) {
        if (value.content() instanceof Long number && number >= min && number <= max) {
            return number;
        }
        throw wrong(name, value, "a whole number of " + (max == Integer.MAX_VALUE ? 32 : 64) + " bits");
    }

    private double[] doubles(String name, Value value) {
        if (value.content() instanceof double[] numbers) {
            return numbers.clone();
        }
        if (value.content() instanceof long[] wholes) {
            double[] numbers = new double[wholes.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = wholes[i];
            }
            return numbers;
        }
        List<Value> list = list(name, value, "an array of numbers");
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(name + "[" + i + "]", list.get(i));
        }
        return numbers;
    }

    private long[] wholes(String name, Value value) {
        if (value.content() instanceof long[] wholes) {
            return wholes;
        }
        if (value.content() instanceof List<?> list && list.isEmpty()) {
            return new long[0];
        }
        throw wrong(name, value, "an array of whole numbers of 64 bits");
    }

    private IllegalArgumentException wrong(String name, Value value, String expected) {
        String reason = value.content() == JsonTree.Missing.TOO_LARGE ? "; this one is too large for a double" : "";
        return refuse(source, value, "field '" + name + "' must be " + expected + reason);
    }

    static IllegalArgumentException refuse(String source, Value value, String problem) {
        return new ModelFormatException(
                source + ", line " + value.line() + ", column " + value.column() + ": " + problem);
    }
}
