package io.clientele.core.model;

import io.clientele.core.model.JsonTree.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Writes models to JSON and reads them back.
 *
 * <p>A file says what it is, {@code {"format": "clientele.kmeans", "version": 1, …}}, one field a line. Equal models give
 * equal bytes on every JDK and machine, and what is read equals what was written, to the bit.
 *
 * <ul>
 *   <li>Cut short, damaged, of another format, or written by a newer release: an {@link IllegalArgumentException} says which,
 *       where, and what to do.
 *   <li>Deeper than 100 levels, or longer than 1 GiB: refused, so that a hostile file cannot exhaust the stack; memory needed
 *       is a small multiple of the file's length. A text in it has at most 1,048,576 characters. What could not be read back
 *       for its depth or its texts is not written either.
 *   <li>A file that can't be opened, read or written: an {@link UncheckedIOException}.
 * </ul>
 *
 * <pre>{@code
 * ModelFiles.write(codec, model, Path.of("rate.json"));
 * Rate same = ModelFiles.read(codec, Path.of("rate.json"));
 * }</pre>
 */
public final class ModelFiles {

    private static final int DEEPEST = 100;
    static final int LONGEST_TEXT = 1 << 20;
    private static final long LONGEST = 1L << 30;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(
                    StreamWriteFeature
                            .USE_FAST_DOUBLE_WRITER) // the shortest form; Double.toString is not before JDK 19
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxDocumentLength(LONGEST)
                    .maxNumberLength(400)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(1 << 16)
                    .build())
            .build();

    private ModelFiles() {}

    /**
     * Writes a model to a stream, which is flushed and left open.
     *
     * @param <M> the model's type
     * @param codec of the model
     * @param model to write
     * @param out where to
     */
    public static <M> void write(ModelCodec<M> codec, M model, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(new Layout(), out)) {
            json.writeStartObject();
            ModelOutput fields = new ModelOutput(json);
            fields.field("format", codec.format()).field("version", codec.version());
            codec.write(model, fields);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(codec.format() + " can't be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Writes a model to a file, replacing what is there. A model that can't be written leaves the file as it was.
     *
     * @param <M> the model's type
     * @param codec of the model
     * @param model to write
     * @param file where to
     */
    public static <M> void write(ModelCodec<M> codec, M model, Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(codec, model, bytes);
        try (OutputStream out = Files.newOutputStream(file)) {
            bytes.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a model to a text.
     *
     * @param <M> the model's type
     * @param codec of the model
     * @param model to write
     * @return the JSON, ending with a line feed
     */
    public static <M> String text(ModelCodec<M> codec, M model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(codec, model, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Reads a model from a stream, to its end, and leaves it open.
     *
     * @param <M> the model's type
     * @param codec of the model
     * @param in where from
     * @return a model equal to the one written
     * @throws IllegalArgumentException if it holds no such model
     */
    public static <M> M read(ModelCodec<M> codec, InputStream in) {
        return read(codec, in, codec.format());
    }

    /**
     * Reads a model from a file.
     *
     * @param <M> the model's type
     * @param codec of the model
     * @param file where from
     * @return a model equal to the one written
     * @throws IllegalArgumentException if it holds no such model
     */
    public static <M> M read(ModelCodec<M> codec, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(codec, in, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a model from a text.
     *
     * @param <M> the model's type
     * @param codec of the model
     * @param json what {@link #text} gave
     * @return a model equal to the one written
     * @throws IllegalArgumentException if it holds no such model
     */
    public static <M> M read(ModelCodec<M> codec, String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return decode(codec, parse(parser, codec.format()), codec.format());
        }
    }

    private static <M> M read(ModelCodec<M> codec, InputStream in, String source) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            return decode(codec, parse(parser, source), source);
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getCause());
        }
    }

    private static ModelNode parse(JsonParser parser, String source) {
        try {
            if (parser.nextToken() == null) {
                throw new ModelFormatException(source + ": the file is empty; write the model again");
            }
            Value root = new JsonTree(parser).value();
            if (parser.nextToken() != null) {
                Value extra = new Value(
                        "",
                        parser.currentTokenLocation().getLineNr(),
                        parser.currentTokenLocation().getColumnNr());
                throw ModelNode.refuse(source, extra, "something follows the model; a file holds one model");
            }
            return ModelNode.of(source, root);
        } catch (UnexpectedEndOfInputException e) {
            throw broken(source, e, "the file is cut short; copy or write it again");
        } catch (StreamConstraintsException e) {
            throw broken(source, e, "too deep or too long for a model file: " + e.getOriginalMessage());
        } catch (JacksonIOException e) {
            if (e.getCause() instanceof java.io.CharConversionException) {
                throw broken(source, e, "damaged, or not a model file: not UTF-8 text");
            }
            throw e;
        } catch (JacksonException e) {
            throw broken(source, e, "damaged, or not a model file: " + e.getOriginalMessage());
        }
    }

    /** A part of a file as a file of its own. */
    static byte[] bytes(Value value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            JsonTree.write(value.content(), json);
        }
        return bytes.toByteArray();
    }

    private static <M> M decode(ModelCodec<M> codec, ModelNode node, String source) {
        String format = node.getString("format");
        if (!format.equals(codec.format())) {
            throw new ModelFormatException(source + ": the file holds a '" + format + "', not a '" + codec.format()
                    + "'; read it with the class that wrote it");
        }
        int version = node.getInt("version");
        if (version > codec.version()) {
            throw new ModelFormatException(source + ": '" + format + "' version " + version
                    + " is newer than this release, which reads up to version " + codec.version()
                    + "; upgrade Clientele");
        }
        if (version < 1) {
            throw new ModelFormatException(source + ": version must be at least 1, got " + version);
        }
        try {
            return codec.read(node, version);
        } catch (ModelFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source + ": " + e.getMessage() + "; the file is damaged, write it again", e);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) { // whatever a constructor does not expect
            throw new ModelFormatException(
                    source + ": the fields do not fit together (" + e.getMessage()
                            + "); the file is damaged, write it again",
                    e);
        }
    }

    private static ModelFormatException broken(String source, JacksonException e, String problem) {
        return new ModelFormatException(
                source + ", line "
                        + Math.max(
                                1, e.getLocation() == null ? 1 : e.getLocation().getLineNr())
                        + ", column "
                        + Math.max(
                                1, e.getLocation() == null ? 1 : e.getLocation().getColumnNr())
                        + ": " + problem,
                e);
    }

    /** Fields on lines of their own, arrays on one line, line feeds whatever the system. */
    private static final class Layout extends ObjectWriteContext.Base {

        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withArrayEmptySeparator("")
                    .withObjectEmptySeparator(""));
            printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
            printer.indentArraysWith(DefaultPrettyPrinter.NopIndenter.instance());
            return printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
