package io.clientele.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * A parsed model file: objects as maps of {@link Value}, arrays of whole numbers as {@code long[]}, of other numbers as
 * {@code double[]}, all other arrays as lists. Depth is limited by the parser.
 */
final class JsonTree {

    /** What a field holds and where it starts. */
    record Value(Object content, int line, int column) {}

    private final JsonParser parser;

    JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /** The value at the parser's token. */
    Value value() {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new Value(content(), at.getLineNr(), at.getColumnNr());
    }

    private Object content() {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> Missing.NULL;
        };
    }

    /** What no model writes: JSON's null, and numbers that no double can hold. */
    enum Missing {
        NULL,
        TOO_LARGE
    }

    private static Object finite(double value) {
        return Double.isInfinite(value) ? (Object) Missing.TOO_LARGE : (Object) value;
    }

    private Map<String, Value> object() {
        Map<String, Value> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value()); // the parser refuses a name that comes twice
        }
        return fields;
    }

    /** A whole number that is too large for a long is taken as a double. */
    private Object whole() {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? finite(Double.parseDouble(parser.getString()))
                : (Object) parser.getLongValue();
    }

    private Object array() {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.VALUE_NUMBER_INT) {
            return wholes();
        }
        if (first == JsonToken.VALUE_NUMBER_FLOAT) {
            return numbers(new double[8], 0);
        }
        List<Value> values = new ArrayList<>();
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value());
        }
        return values;
    }

    private Object wholes() {
        long[] values = new long[8];
        int n = 0;
        JsonToken token = parser.currentToken();
        while (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            if (n == values.length) {
                values = Arrays.copyOf(values, 2 * n);
            }
            values[n++] = parser.getLongValue();
            token = parser.nextToken();
        }
        if (token == JsonToken.END_ARRAY) {
            return Arrays.copyOf(values, n);
        }
        double[] numbers = new double[Math.max(8, 2 * n)];
        for (int i = 0; i < n; i++) {
            numbers[i] = values[i];
        }
        return numbers(numbers, n);
    }

    /** Goes on with the token at hand; turns to a list at the first element that is neither a number nor its text. */
    private Object numbers(double[] begun, int size) {
        double[] values = begun;
        int n = size;
        JsonToken token = parser.currentToken();
        while (token != JsonToken.END_ARRAY) {
            double next;
            if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                next = parser.getDoubleValue();
                if (Double.isInfinite(next)) {
                    return list(values, n);
                }
            } else if (token == JsonToken.VALUE_STRING && isNonFinite(parser.getString())) {
                next = Double.parseDouble(parser.getString());
            } else {
                return list(values, n);
            }
            if (n == values.length) {
                values = Arrays.copyOf(values, 2 * n);
            }
            values[n++] = next;
            token = parser.nextToken();
        }
        return Arrays.copyOf(values, n);
    }

    private List<Value> list(double[] begun, int size) {
        List<Value> values = new ArrayList<>();
        TokenStreamLocation at = parser.currentTokenLocation();
        for (int i = 0; i < size; i++) {
            values.add(new Value(begun[i], at.getLineNr(), at.getColumnNr()));
        }
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value());
        }
        return values;
    }

    /** Writes what {@link #value} read; it reads as the same again. */
    static void write(Object content, JsonGenerator json) {
        if (content instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, value) -> {
                json.writeName((String) name);
                write(((Value) value).content(), json);
            });
            json.writeEndObject();
        } else if (content instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(value -> write(((Value) value).content(), json));
            json.writeEndArray();
        } else if (content instanceof long[] wholes) {
            json.writeStartArray();
            for (long whole : wholes) {
                json.writeNumber(whole);
            }
            json.writeEndArray();
        } else if (content instanceof double[] numbers) {
            json.writeStartArray();
            for (double number : numbers) {
                number(number, json);
            }
            json.writeEndArray();
        } else if (content instanceof Long whole) {
            json.writeNumber(whole);
        } else if (content instanceof Double number) {
            number(number, json);
        } else if (content instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (content instanceof String text) {
            json.writeString(text);
        } else if (content == Missing.TOO_LARGE) {
            json.writeRawValue("1e999");
        } else {
            json.writeNull();
        }
    }

    private static void number(double number, JsonGenerator json) {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(Double.toString(number));
        }
    }

    static boolean isNonFinite(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }
}
