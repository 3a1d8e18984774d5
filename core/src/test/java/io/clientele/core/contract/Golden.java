package io.clientele.core.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A place in a reference case of {@code ../shared/golden}: {@code at("expected", "k_3", "inertia").number()}. Numbers whose
 * value is text ("Infinity") or null (NaN here) are read as such.
 */
public final class Golden {

    private final Path file;
    private final String where;
    private final Object node;

    private Golden(Path file, String where, Object node) {
        this.file = file;
        this.where = where;
        this.node = node;
    }

    /**
     * Loads a case.
     *
     * @param name area and case, such as {@code "survival/km-lung"}
     * @return its top
     */
    public static Golden load(String name) {
        Path file = SharedFiles.golden(name + ".json");
        try (JsonParser parser =
                JsonFactory.builder().build().createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
            parser.nextToken();
            return new Golden(file, name, read(parser));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, read(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser));
                }
                return array;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return Double.parseDouble(parser.getString());
            }
            case VALUE_TRUE -> {
                return Boolean.TRUE;
            }
            case VALUE_FALSE -> {
                return Boolean.FALSE;
            }
            case VALUE_NULL -> {
                return Double.NaN;
            }
            default -> {
                return parser.getString();
            }
        }
    }

    /**
     * Goes down: names of fields, or positions in arrays.
     *
     * @param path names and positions
     * @return the place
     */
    public Golden at(Object... path) {
        Object next = node;
        String to = where;
        for (Object step : path) {
            to += "/" + step;
            Object inner;
            if (next instanceof Map<?, ?> object) {
                inner = object.get(step);
            } else if (next instanceof List<?> array && step instanceof Integer i && i < array.size()) {
                inner = array.get(i);
            } else {
                inner = null;
            }
            if (inner == null) {
                throw new AssertionError("no " + to + " in " + file);
            }
            next = inner;
        }
        return new Golden(file, to, next);
    }

    /**
     * Whether an object has a field.
     *
     * @param name of the field
     * @return true if it has
     */
    public boolean has(String name) {
        return node instanceof Map<?, ?> object && object.containsKey(name);
    }

    /** {@return the names of an object's fields, in file order} */
    @SuppressWarnings("unchecked") // read() makes no other maps
    public Set<String> names() {
        return ((Map<String, Object>) node).keySet();
    }

    /** {@return how many elements an array has} */
    public int size() {
        return ((List<?>) node).size();
    }

    /** {@return a number; NaN where the file says null} */
    public double number() {
        return number(node);
    }

    private double number(Object value) {
        if (value instanceof Double d) {
            return d;
        }
        if (value instanceof Boolean b) {
            return b ? 1 : 0;
        }
        return Double.parseDouble(value.toString());
    }

    /** {@return a text} */
    public String text() {
        return node.toString();
    }

    /** {@return an array of numbers} */
    public double[] numbers() {
        return ((List<?>) node).stream().mapToDouble(this::number).toArray();
    }

    /** {@return an array of whole numbers} */
    public int[] wholes() {
        return Arrays.stream(numbers()).mapToInt(d -> (int) d).toArray();
    }

    /** {@return an array of texts; numbers as they print} */
    public List<String> texts() {
        return ((List<?>) node).stream().map(Object::toString).toList();
    }

    /** {@return a matrix: an array of rows} */
    public double[][] matrix() {
        return ((List<?>) node)
                .stream()
                        .map(row -> ((List<?>) row)
                                .stream().mapToDouble(this::number).toArray())
                        .toArray(double[][]::new);
    }

    /** {@return the CSV beside the case that {@code data.input} names, without type conversion; ask at the top of a case} */
    public CsvTable input() {
        Golden name = at("data", "input");
        return CsvTable.read(file.resolveSibling(name.text()));
    }

    /**
     * Compares a number with this place at the tolerance of the policy: {@code max(absolute, relative * |expected|)}.
     *
     * @param actual ours
     * @param relative tolerance
     * @param absolute tolerance
     */
    public void matches(double actual, double relative, double absolute) {
        compare(where, actual, number(), relative, absolute);
    }

    /**
     * Compares numbers with this place.
     *
     * @param actual ours
     * @param relative tolerance
     * @param absolute tolerance
     */
    public void matches(double[] actual, double relative, double absolute) {
        double[] expected = numbers();
        Assertions.assertThat(actual).as(where).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            compare(where + "/" + i, actual[i], expected[i], relative, absolute);
        }
    }

    private static void compare(String place, double actual, double expected, double relative, double absolute) {
        boolean same = Double.compare(actual, expected) == 0
                || Math.abs(actual - expected) <= Math.max(absolute, relative * Math.abs(expected));
        if (!same) {
            throw new AssertionError(place + ": expected " + expected + ", got " + actual + ", off by "
                    + (actual - expected) + " (relative " + (actual - expected) / expected + "); allowed relative "
                    + relative + ", absolute " + absolute);
        }
    }
}
