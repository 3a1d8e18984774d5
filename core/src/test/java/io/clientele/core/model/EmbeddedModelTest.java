package io.clientele.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** Models inside models. */
class EmbeddedModelTest {

    private static final ModelCodec<Rate> RATE = new Rate.Codec();

    record Pair(Rate first, Rate second) {}

    private static void write(Rate rate, OutputStream out) {
        ModelFiles.write(RATE, rate, out);
    }

    private static Rate read(InputStream in) {
        return ModelFiles.read(RATE, in);
    }

    private static final ModelCodec<Pair> PAIR = new ModelCodec<>() {
        @Override
        public String format() {
            return "example.pair";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Pair pair, ModelOutput out) {
            out.model("first", o -> EmbeddedModelTest.write(pair.first, o))
                    .object("inside", in -> in.model("second", o -> EmbeddedModelTest.write(pair.second, o)));
        }

        @Override
        public Pair read(ModelNode node, int version) {
            return new Pair(
                    node.model("first", EmbeddedModelTest::read),
                    node.object("inside").model("second", EmbeddedModelTest::read));
        }
    };

    @Test
    void comesBackToTheBit() {
        Pair pair = new Pair(Rate.plain(), Rate.extreme());
        String text = ModelFiles.text(PAIR, pair);
        assertThat(ModelFiles.read(PAIR, text)).isEqualTo(pair);
        assertThat(ModelFiles.text(PAIR, ModelFiles.read(PAIR, text))).isEqualTo(text);
        assertThat(text)
                .startsWith("{\n  \"format\": \"example.pair\",\n  \"version\": 1,\n  \"first\": {\n    \"format\":"
                        + " \"example.rate\",\n")
                .contains("  \"inside\": {\n    \"second\": {\n      \"format\": \"example.rate\",\n");
    }

    @Test
    void damageInsideIsNamed() {
        String text = ModelFiles.text(PAIR, new Pair(Rate.plain(), Rate.plain()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(PAIR, text.replaceFirst("example.rate", "example.other")))
                .withMessage("example.pair, line 4, column 12: field 'first', counted from its start: example.rate: the"
                        + " file holds a 'example.other', not a 'example.rate'; read it with the class that wrote it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(PAIR, text.replaceFirst("\"rate\": [^,]*,", "\"rate\": 1e999,")))
                .withMessageContaining("this one is too large for a double");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(PAIR, text.replaceFirst("\"rate\": [^,]*,", "\"rate\": null,")))
                .withMessageContaining("field 'rate' must be a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(
                        PAIR, "{\"format\": \"example.pair\", \"version\": 1, \"first\": 1, \"inside\": {}}"))
                .withMessageContaining("field 'first' must be an object with named fields");
    }
}
