package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.data.FeatureTable;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OneHotTest {

    private static final List<String> TRAINING = List.of("uk", "fr", "de", "uk", " ", "uk", "fr");

    @Test
    void firstNameIsTheReference() {
        OneHotModel model = OneHot.of("country").fit(TRAINING);
        assertThat(model.names()).containsExactly("(missing)", "de", "fr", "uk");
        assertThat(model.columns()).containsExactly("country=de", "country=fr", "country=uk");
        assertThat(model.encode(List.of("fr", "", "uk")))
                .isEqualTo(FeatureTable.builder("country=de", "country=fr", "country=uk")
                        .add(0, 1, 0)
                        .add(0, 0, 0)
                        .add(0, 0, 1)
                        .build());
        assertThat(model.encode("de")).containsExactly(1, 0, 0);
        OneHotModel all = OneHot.of("country").withAllNames().fit(TRAINING);
        assertThat(all.columns()).hasSize(4).startsWith("country=(missing)");
        assertThat(all.encode("")).containsExactly(1, 0, 0, 0);
    }

    @Test
    void rareAndUnseenNamesAreTheOthers() {
        OneHotModel model = OneHot.of("country").withMinimum(2).fit(TRAINING);
        assertThat(model.columns()).containsExactly("country=uk", "country=(other)");
        assertThat(model.encode("fr")).containsExactly(0, 0);
        assertThat(model.encode("de")).containsExactly(0, 1);
        assertThat(model.encode("peru")).containsExactly(0, 1);
        assertThat(model.encode("(other)")).containsExactly(0, 1);
        assertThat(OneHot.of("c").fit(List.of("a", "b", "(other)")).columns()).containsExactly("c=b", "c=(other)");
    }

    @Test
    void unseenNameIsRefusedOrTheReference() {
        OneHotModel model = OneHot.of("country").fit(TRAINING);
        refused(
                () -> model.encode(List.of("uk", "peru")),
                "column 'country', row 1: 'peru' was not in training, which has [(missing), de, fr, uk]; pool rare names with"
                        + " withMinimum, or ask for withUnseenAsReference()");
        refused(
                () -> model.encode("peru"),
                "column 'country': 'peru' was not in training, which has [(missing), de, fr, uk]; pool rare names with"
                        + " withMinimum, or ask for withUnseenAsReference()");
        assertThat(OneHot.of("country").withUnseenAsReference().fit(TRAINING).encode("peru"))
                .containsExactly(0, 0, 0);
    }

    @Test
    void oneNameAloneGivesNoColumn() {
        OneHotModel model = OneHot.of("country").fit(List.of("uk", "uk"));
        assertThat(model.columns()).isEmpty();
        assertThat(model.encode("uk")).isEmpty();
        assertThat(model.report().warnings())
                .containsExactly("column 'country' has one name alone, 'uk', and gives no column");
        OneHotModel rare = OneHot.of("country").withMinimum(3).fit(List.of("uk", "fr"));
        assertThat(rare.columns()).isEmpty();
        assertThat(rare.encode("peru")).isEmpty();
        assertThat(rare.encode(List.of("uk", "fr")).rows()).isEqualTo(2);
        assertThat(rare.report().warnings())
                .containsExactly("column 'country' has rare names alone, and gives no column");
    }

    @Test
    void badInputIsNamed() {
        refused(() -> OneHot.of(" "), "column must not be blank");
        refused(() -> OneHot.of("x").withMinimum(0), "rows must be at least 1, got 0");
        refused(() -> OneHot.of("x").fit(List.of()), "column 'x' has no rows; at least one is needed");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
