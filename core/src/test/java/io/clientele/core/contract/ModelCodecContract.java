package io.clientele.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What holds for every codec: a model comes back equal, the bytes are always the same, and what is cut short, damaged, newer
 * or of another format is refused with one clear text.
 *
 * <pre>{@code
 * class KMeansCodecTest extends ModelCodecContract<KMeansModel> {
 *     protected ModelCodec<KMeansModel> codec() { return new KMeansCodec(); }
 *     protected List<KMeansModel> models() { return List.of(fitted, fittedWithWarnings); }
 *     protected Map<String, KMeansModel> golden() { return Map.of("golden/kmeans-1.json", fitted); }
 * }
 * }</pre>
 *
 * @param <M> the model
 */
public abstract class ModelCodecContract<M> {

    /** {@return the codec on trial} */
    protected abstract ModelCodec<M> codec();

    /** {@return models of every shape the codec knows: plain, with warnings, smallest, with extreme numbers} */
    protected abstract List<M> models();

    /**
     * Files that releases wrote, as resources of the module's tests, and what they hold. One for every version: the old ones
     * must go on being read, the newest must also be written to the same bytes.
     *
     * @return resource names, from the root of the class path, to models; empty if there is none
     */
    protected Map<String, M> golden() {
        return Map.of();
    }

    @Test
    void whatIsReadEqualsWhatWasWritten() {
        for (M model : models()) {
            M read = read(bytes(model));
            assertThat(read).isEqualTo(model);
            assertThat(read).hasSameHashCodeAs(model);
            assertThat(read).hasToString(model.toString());
            assertThat(ModelFiles.read(codec(), ModelFiles.text(codec(), model)))
                    .isEqualTo(model);
        }
    }

    @Test
    void equalModelsGiveEqualBytes() {
        for (M model : models()) {
            byte[] first = bytes(model);
            assertThat(bytes(model)).isEqualTo(first);
            assertThat(bytes(read(first))).as("written, read, written again").isEqualTo(first);
        }
    }

    @Test
    void fileSaysWhatItIs() {
        for (M model : models()) {
            assertThat(ModelFiles.text(codec(), model))
                    .startsWith("{\n  \"format\": \"" + codec().format() + "\",\n  \"version\": " + codec().version());
        }
    }

    @Test
    void fileThatIsCutShortIsRefused() {
        for (M model : models()) {
            byte[] whole = bytes(model);
            int end = new String(whole, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
            // every tenth byte of a small file, some thousand places of a large one
            int step = Math.max(10, end / 2_000);
            for (int length = 0; length < end; length += step) {
                byte[] part = java.util.Arrays.copyOf(whole, length);
                assertThatIllegalArgumentException()
                        .as("cut after %d of %d bytes", length, end)
                        .isThrownBy(() -> read(part))
                        .withMessageContaining(length == 0 ? "is empty" : "line ");
            }
        }
    }

    @Test
    void damageGivesARefusalOrAModelAndNothingElse() {
        for (M model : models()) {
            byte[] whole = bytes(model);
            int step = Math.max(3, whole.length / 1_000);
            for (int at = 1; at < whole.length; at += step) {
                for (char damage : new char[] {'}', '"', 'x', '-', 0}) {
                    byte[] hurt = whole.clone();
                    hurt[at] = (byte) damage;
                    Throwable thrown = catchThrowable(() -> read(hurt));
                    if (thrown != null) {
                        assertThat(thrown)
                                .as("'%s' written over byte %d", damage, at)
                                .isInstanceOf(IllegalArgumentException.class);
                    }
                }
            }
        }
    }

    @Test
    void newerVersionIsRefused() {
        ModelCodec<M> newer = renamed(codec().format(), codec().version() + 1);
        String text = ModelFiles.text(newer, models().get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessageContaining("version " + newer.version() + " is newer than this release")
                .withMessageContaining("upgrade Clientele");
    }

    @Test
    void otherFormatIsRefused() {
        String text = ModelFiles.text(renamed("example.other", 1), models().get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessageContaining("holds a 'example.other', not a '" + codec().format() + "'");
    }

    @Test
    void filesOfEveryReleaseAreRead() throws IOException {
        for (Map.Entry<String, M> file : golden().entrySet()) {
            byte[] stored;
            try (InputStream in = getClass().getClassLoader().getResourceAsStream(file.getKey())) {
                stored = Objects.requireNonNull(in, "no resource " + file.getKey())
                        .readAllBytes();
            }
            assertThat(read(stored)).as(file.getKey()).isEqualTo(file.getValue());
            String version = "\"version\": " + codec().version() + ",";
            if (new String(stored, StandardCharsets.UTF_8).contains(version)) {
                assertThat(bytes(file.getValue()))
                        .as("bytes of %s", file.getKey())
                        .isEqualTo(stored);
            }
        }
    }

    private byte[] bytes(M model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFiles.write(codec(), model, out);
        return out.toByteArray();
    }

    private M read(byte[] bytes) {
        return ModelFiles.read(codec(), new ByteArrayInputStream(bytes));
    }

    private ModelCodec<M> renamed(String format, int version) {
        ModelCodec<M> codec = codec();
        return new ModelCodec<>() {
            @Override
            public String format() {
                return format;
            }

            @Override
            public int version() {
                return version;
            }

            @Override
            public void write(M model, ModelOutput out) {
                codec.write(model, out);
            }

            @Override
            public M read(ModelNode node, int from) {
                return codec.read(node, from);
            }
        };
    }
}
