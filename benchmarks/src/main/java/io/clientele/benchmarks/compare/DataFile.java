package io.clientele.benchmarks.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The one file that all peers read: {@code STEM.bin}, raw little-endian doubles, column after column; and {@code STEM.json},
 * which tells the rows, the names of the columns and the settings of the problem, each an array of numbers.
 */
public final class DataFile {

    private static final int PIECE = 1 << 16;

    final List<String> names = new ArrayList<>();
    final List<double[]> columns = new ArrayList<>();
    final Map<String, double[]> settings = new LinkedHashMap<>();

    DataFile() {}

    DataFile with(String name, double[] column) {
        names.add(name);
        columns.add(column);
        return this;
    }

    /** Names them x0, x1, …. */
    DataFile with(double[][] features) {
        for (int j = 0; j < features.length; j++) {
            with("x" + j, features[j]);
        }
        return this;
    }

    DataFile set(String name, double... values) {
        settings.put(name, values);
        return this;
    }

    /** {@return how long each column is} */
    public int rows() {
        return columns.get(0).length;
    }

    /**
     * A column.
     *
     * @param name such as time
     * @return not a copy
     */
    public double[] column(String name) {
        return columns.get(names.indexOf(name));
    }

    /**
     * Whether there is such a column.
     *
     * @param name such as start
     * @return true if there is
     */
    public boolean has(String name) {
        return names.contains(name);
    }

    /**
     * A setting of the problem.
     *
     * @param name such as lambdas
     * @return its numbers
     */
    public double[] setting(String name) {
        return settings.get(name);
    }

    /** {@return the columns x0, x1, …} */
    public double[][] features() {
        List<double[]> found = new ArrayList<>();
        for (int j = names.indexOf("x0"); j < names.size(); j++) {
            found.add(columns.get(j));
        }
        return found.toArray(double[][]::new);
    }

    void write(String stem) throws IOException {
        try (OutputStream out = Files.newOutputStream(Path.of(stem + ".json"));
                JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("rows", rows());
            json.writeArrayPropertyStart("columns");
            for (String name : names) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeObjectPropertyStart("settings");
            for (Map.Entry<String, double[]> setting : settings.entrySet()) {
                json.writeName(setting.getKey());
                json.writeArray(setting.getValue(), 0, setting.getValue().length);
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(8 * PIECE).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(
                Path.of(stem + ".bin"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (double[] column : columns) {
                for (int from = 0; from < column.length; from += PIECE) {
                    int length = Math.min(PIECE, column.length - from);
                    buffer.clear();
                    buffer.asDoubleBuffer().put(column, from, length);
                    buffer.limit(8 * length);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
            }
        }
    }

    static DataFile read(String stem) throws IOException {
        DataFile data = new DataFile();
        List<String> names = new ArrayList<>();
        int rows = 0;
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), Path.of(stem + ".json"))) {
            String field = "";
            List<Double> values = new ArrayList<>();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> {
                        field = json.currentName();
                        values.clear();
                    }
                    case VALUE_STRING -> names.add(json.getString());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                        if (field.equals("rows")) {
                            rows = json.getIntValue();
                        } else {
                            values.add(json.getDoubleValue());
                        }
                    }
                    case END_ARRAY -> {
                        if (!field.equals("columns")) {
                            data.set(field, values.stream().mapToDouble(v -> v).toArray());
                        }
                    }
                    default -> {}
                }
            }
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(8 * PIECE).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(Path.of(stem + ".bin"))) {
            for (String name : names) {
                double[] column = new double[rows];
                for (int from = 0; from < rows; from += PIECE) {
                    int length = Math.min(PIECE, rows - from);
                    buffer.clear().limit(8 * length);
                    while (buffer.hasRemaining()) {
                        if (channel.read(buffer) < 0) {
                            throw new IOException(stem + ".bin is shorter than " + stem + ".json says");
                        }
                    }
                    buffer.flip().asDoubleBuffer().get(column, from, length);
                }
                data.with(name, column);
            }
        }
        return data;
    }
}
