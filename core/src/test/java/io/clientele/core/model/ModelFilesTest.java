package io.clientele.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.internal.random.RandomStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {

    private static final ModelCodec<Rate> CODEC = new Rate.Codec();

    @Test
    void fileAndTextHoldTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rate.json");
        ModelFiles.write(CODEC, Rate.plain(), file);
        assertThat(ModelFiles.read(CODEC, file)).isEqualTo(Rate.plain());
        assertThat(Files.readString(file)).isEqualTo(ModelFiles.text(CODEC, Rate.plain()));
    }

    @Test
    void errorsNameTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rate.json");
        Files.writeString(file, "{\n  \"format\": \"example.rate\",\n  \"version\": 2,\n  \"rate\": 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(CODEC, file))
                .withMessageStartingWith(file + ", line 4, column ")
                .withMessageEndingWith("the file is cut short; copy or write it again");
        assertThatThrownBy(() -> ModelFiles.read(CODEC, folder.resolve("none.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.json");
        assertThatThrownBy(() -> ModelFiles.write(CODEC, Rate.plain(), folder.resolve("no/such/place.json")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void numbersComeBackToTheBitInTheirShortestForm() {
        // values whose Double.toString differs between JDK 17 and later ones are among them
        double[] known = {2e-3, 2.0e23, 1.0E23, 4.35, 1.1E-5, 2.2250738585072014E-308, 4.9E-324, 1.7976931348623157E308
        };
        RandomGenerator random = RandomStreams.stream(1, "model.files", 0);
        double[] values = new double[20_000 + known.length];
        System.arraycopy(known, 0, values, 0, known.length);
        for (int i = known.length; i < values.length; i++) {
            double x = Double.longBitsToDouble(random.nextLong());
            values[i] = Double.isNaN(x) ? Double.NaN : x; // one NaN is like another
        }
        String text = write((out, v) -> out.field("x", v), values);
        double[] read = node(text, n -> n.getDoubles("x"));
        for (int i = 0; i < values.length; i++) {
            assertThat(Double.doubleToLongBits(read[i])).isEqualTo(Double.doubleToLongBits(values[i]));
        }
        assertThat(text).contains("[0.002,2.0E23,1.0E23,4.35,1.1E-5,2.2250738585072014E-308,4.9E-324,");
    }

    @Test
    void layoutIsOneFieldALine() {
        String text = write((out, v) -> out.field("a", v).field("b", true), new double[] {1, Double.NaN, -0.0});
        assertThat(text)
                .isEqualTo("{\n  \"format\": \"example.one\",\n  \"version\": 1,\n  \"a\": [1.0,\"NaN\",-0.0],\n"
                        + "  \"b\": true\n}\n");
    }

    @Test
    void fieldsOfTheWrongTypeAreRefusedWithTheirPlace() {
        String text =
                "{\n\"format\": \"example.one\", \"version\": 1,\n \"n\": 1.5, \"s\": \"x\", \"big\": 3000000000,\n"
                        + " \"mixed\": [1, \"x\"], \"huge\": 99999999999999999999, \"none\": null, \"words\": [\"a\", 1], \"wide\": [0, 2], \"truths\": [1, 0]\n}";
        refuses(text, n -> n.getInt("n"), "line 3, column 7: field 'n' must be a whole number of 32 bits");
        refuses(text, n -> n.getInt("big"), "field 'big' must be a whole number of 32 bits");
        refuses(text, n -> n.getLong("huge"), "field 'huge' must be a whole number of 64 bits");
        refuses(text, n -> n.getLong("none"), "field 'none' must be a whole number of 64 bits");
        refuses(text, n -> n.getDouble("s"), "field 's' must be a number");
        refuses(text, n -> n.getBoolean("s"), "field 's' must be true or false");
        refuses(text, n -> n.getString("n"), "field 'n' must be a text");
        refuses(text, n -> n.getDoubles("mixed"), "line 4, column 15: field 'mixed[1]' must be a number");
        refuses(text, n -> n.getInts("mixed"), "field 'mixed' must be an array of whole numbers of 64 bits");
        refuses(text, n -> n.getBooleans("wide"), "field 'wide' must be an array of zeros and ones");
        boolean[] truths = node(text, n -> n.getBooleans("truths"));
        assertThat(truths).containsExactly(true, false);
        refuses(text, n -> n.getStrings("words"), "field 'words' must be an array of texts");
        refuses(text, n -> n.getStrings("s"), "field 's' must be an array of texts");
        refuses(text, n -> n.getDoubleRows("s"), "field 's' must be an array of arrays of numbers");
        refuses(text, n -> n.object("s"), "field 's' must be an object with named fields");
        refuses(text, n -> n.objects("words"), "field 'words' must be an object with named fields");
        refuses(
                text,
                n -> n.getReport("gone"),
                "line 1, column 1: field 'gone' is missing; there are [format, version, n,");
        double huge = node(text, n -> n.getDouble("huge"));
        assertThat(huge).isEqualTo(1e20);
        long big = node(text, n -> n.getLong("big"));
        assertThat(big).isEqualTo(3_000_000_000L);
        boolean has = node(text, n -> n.has("n") && !n.has("gone"));
        assertThat(has).isTrue();
    }

    @Test
    void damagedFilesAreRefused() {
        String good = ModelFiles.text(CODEC, Rate.plain());
        refused("", "example.rate: the file is empty");
        refused("   \n ", "the file is empty");
        refused("PK\3\4 a zip", "line 1, column 1: damaged, or not a model file");
        refused("[1, 2]", "line 1, column 1: the model must be an object with named fields");
        refused("{}", "field 'format' is missing");
        refused(good + "{}", "something follows the model; a file holds one model");
        refused(
                good.replace("\"version\": 2", "\"version\": 3"),
                "version 3 is newer than this release, which reads up to" + " version 2; upgrade Clientele");
        refused(good.replace("\"version\": 2", "\"version\": 0"), "version must be at least 1, got 0");
        refused(good.replace("\"version\": 2", "\"version\": \"2\""), "field 'version' must be a whole number");
        refused(good.replace("example.rate", "example.rite"), "holds a 'example.rite', not a 'example.rate'");
        refused(good.replace("\"count\"", "\"rate\""), "damaged, or not a model file");
        refused(good.replace("\"iterations\": 3", "\"iterations\": [3"), "damaged, or not a model file");
        refused(
                good.replace("\"iterations\": 3", "\"iterations\": -3"),
                "example.rate: iterations must be at least 0, got -3; the file is damaged, write it again");
        refused("{\"format\": \"example.rate\", \"version\": 2, \"x\": " + "[".repeat(5_000), "too deep or too long");
        refused(
                "{\"format\": \"example.rate\", \"version\": 2, \"x\": 1" + "0".repeat(5_000) + "}",
                "too deep or too long");
        byte[] latin = "{\"format\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(CODEC, new ByteArrayInputStream(latin)))
                .withMessageContaining("damaged, or not a model file");
    }

    @Test
    void numbersTooLargeForADoubleAreNotTakenForInfinity() {
        String text = "{\"format\": \"example.one\", \"version\": 1,\n \"a\": 1e999, \"b\": 1" + "0".repeat(350)
                + ", \"c\": [1.5, 2, -1e400], \"d\": [[1], [1, 1e310]]}";
        String reason = " must be a number; this one is too large for a double";
        refuses(text, n -> n.getDouble("a"), "example.one, line 2, column 7: field 'a'" + reason);
        refuses(text, n -> n.getDouble("b"), "field 'b'" + reason);
        refuses(text, n -> n.getDoubles("c"), "field 'c[2]'" + reason);
        refuses(text, n -> n.getDoubleRows("d"), "field 'd[1][1]'" + reason);
    }

    @Test
    void whatCouldNotBeReadIsNotWritten() {
        String longest = "x".repeat(1 << 20);
        String text = ModelFiles.text(codec((out, v) -> out.field("s", v), n -> ""), longest);
        String read = node(text, n -> n.getString("s"));
        assertThat(read).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.text(codec((out, v) -> out.field("s", v), n -> ""), longest + "x"))
                .withMessage("field 's' must have at most 1048576 characters, got 1048577");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.text(codec((out, v) -> nested(out, 200), n -> ""), ""))
                .withMessageContaining("example.one can't be written: ")
                .withMessageContaining("depth");
        String deep = ModelFiles.text(codec((out, v) -> nested(out, 98), n -> ""), "");
        assertThat(deep).contains("\"x\": {");
        String back = node(deep, n -> n.object("x").toString());
        assertThat(back).contains("fields [x]");
    }

    private static void nested(ModelOutput out, int levels) {
        if (levels > 0) {
            out.object("x", inner -> nested(inner, levels - 1));
        }
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tried
    void nullsAreNotWritten() {
        assertThatThrownBy(() -> ModelFiles.text(codec((out, v) -> out.field("s", (String) null), n -> ""), ""))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("s");
        assertThatThrownBy(() -> ModelFiles.text(
                        codec((out, v) -> out.field("s", java.util.Arrays.asList("a", null)), n -> ""), ""))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("s");
    }

    @Test
    void aModelThatCannotBeWrittenLeavesTheFileAsItWas(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rate.json");
        ModelFiles.write(CODEC, Rate.plain(), file);
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        ModelFiles.write(codec((out, v) -> out.field("a", 1).field("a", 2), n -> ""), "", file))
                .withMessage("field 'a' was written twice");
        assertThat(ModelFiles.read(CODEC, file)).isEqualTo(Rate.plain());
    }

    @Test
    void unusualTextsComeBack() {
        for (String odd :
                new String[] {"", "\u0000\u001f\u007f", "\ud800", "a\udc00b", "\ufeff", "\u2028\"\\/", "NaN"}) {
            String text = ModelFiles.text(codec((out, v) -> out.field("s", v), n -> ""), odd);
            String same = ModelFiles.read(
                    codec((out, v) -> {}, n -> n.getString("s")),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            assertThat(same).isEqualTo(odd);
        }
        String marked = "\ufeff" + ModelFiles.text(CODEC, Rate.plain());
        assertThat(ModelFiles.read(CODEC, new ByteArrayInputStream(marked.getBytes(StandardCharsets.UTF_8))))
                .as("with a byte order mark, as some editors add it")
                .isEqualTo(Rate.plain());
    }

    @Test
    void failingStreamsAreNotDamagedFiles() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        assertThatThrownBy(() -> ModelFiles.read(CODEC, broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk is gone");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the disk is full");
            }
        };
        assertThatThrownBy(() -> ModelFiles.write(CODEC, Rate.plain(), full))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk is full");
    }

    @Test
    void streamsAreLeftOpen() {
        boolean[] closed = new boolean[1];
        ModelFiles.write(CODEC, Rate.plain(), new java.io.ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        byte[] bytes = ModelFiles.text(CODEC, Rate.plain()).getBytes(StandardCharsets.UTF_8);
        ModelFiles.read(CODEC, new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        assertThat(closed[0]).isFalse();
    }

    @Test
    void aFieldIsWrittenOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> write((out, v) -> out.field("a", v).field("a", v), new double[0]))
                .withMessage("field 'a' was written twice");
        assertThatIllegalStateException()
                .isThrownBy(() -> write((out, v) -> out.field("version", 7), new double[0]))
                .withMessage("field 'version' was written twice");
    }

    @Test
    void whatAModelRefusesIsRefusedWithTheFile() {
        String text = "{\"format\": \"example.one\", \"version\": 1}";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node(text, n -> {
                    throw new IllegalArgumentException("k must be at least 1, got 0");
                }))
                .withMessage("example.one: k must be at least 1, got 0; the file is damaged, write it again");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node(text, n -> new int[0].clone()[0]))
                .withMessageContaining("the fields do not fit together")
                .withMessageContaining("example.one");
        for (RuntimeException surprise : new RuntimeException[] {
            new ArithmeticException("/ by zero"), new IllegalStateException("no rows"), new NullPointerException("x")
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> node(text, n -> {
                        throw surprise;
                    }))
                    .withMessageStartingWith("example.one: the fields do not fit together (" + surprise.getMessage())
                    .withCause(surprise);
        }
    }

    private static void refused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(CODEC, text))
                .withMessageContaining(message);
    }

    private static void refuses(String text, Function<ModelNode, ?> get, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> node(text, get)).withMessageContaining(message);
    }

    private static String write(BiConsumer<ModelOutput, double[]> fields, double[] values) {
        return ModelFiles.text(codec(fields, n -> values), values);
    }

    private static <T> T node(String text, Function<ModelNode, T> get) {
        return ModelFiles.read(codec((out, v) -> {}, get), text);
    }

    private static <T> ModelCodec<T> codec(BiConsumer<ModelOutput, T> write, Function<ModelNode, T> read) {
        return new ModelCodec<>() {
            @Override
            public String format() {
                return "example.one";
            }

            @Override
            public int version() {
                return 1;
            }

            @Override
            public void write(T model, ModelOutput out) {
                write.accept(out, model);
            }

            @Override
            public T read(ModelNode node, int version) {
                return read.apply(node);
            }
        };
    }
}
