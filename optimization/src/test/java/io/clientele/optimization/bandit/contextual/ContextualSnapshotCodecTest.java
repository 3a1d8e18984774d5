package io.clientele.optimization.bandit.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextualSnapshotCodecTest extends ModelCodecContract<ContextualSnapshot> {

    private static final List<String> FEATURES = List.of("ägé");

    @Override
    protected ModelCodec<ContextualSnapshot> codec() {
        return new ContextualSnapshotCodec();
    }

    private static ContextualSums sums() {
        ContextualSums sums = ContextualSums.of(FEATURES);
        sums.add("a", new double[] {1}, 1);
        sums.add("a", new double[] {-2}, 0);
        sums.add("b", new double[] {1}, 1);
        sums.add("gone", new double[] {1}, 0.5);
        return sums;
    }

    private static ContextualSnapshot golden1() {
        return LinearThompson.of(FEATURES, "a", "b", "arm \"3\"", "control")
                .withControl("control", 0.1)
                .withFloor(0.05)
                .withPaused("arm \"3\"")
                .withSalt(-3)
                .fit(sums());
    }

    private static ContextualSnapshot votes1() {
        ContextualCounts counts = ContextualCounts.of(FEATURES);
        counts.add("a", new double[] {1}, 2, 3);
        return LogisticThompson.of(FEATURES, "a", "b").withDraws(3).fit(counts);
    }

    @Override
    protected List<ContextualSnapshot> models() {
        return List.of(
                golden1(),
                votes1(),
                SquareCb.of(FEATURES, "a", "b").fit(sums()),
                LinUcb.of(FEATURES, "a", "b").fit(sums()),
                LinUcb.of(FEATURES, "a").withControl("a", 0).fit(sums()));
    }

    @Override
    protected Map<String, ContextualSnapshot> golden() {
        return Map.of("golden/contextual-bandit-1.json", golden1());
    }

    @Test
    void makesTheSameChoices() {
        for (ContextualSnapshot model : models()) {
            ContextualSnapshot read = ModelFiles.read(codec(), ModelFiles.text(codec(), model));
            for (int i = 0; i < 200; i++) {
                double[] context = {i % 7 - 3};
                assertThat(read.decide("u" + i, context)).isEqualTo(model.decide("u" + i, context));
            }
        }
    }

    @Test
    void damagedFieldsAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        refused(text.replace("\"normal\"", "\"other\""), "kind must be one of [gap, bound, normal, vote], got 'other'");
        refused(text.replace("\"free\": [0,1]", "\"free\": [1,1]"), "free[1] must be at least 2, got 1");
        refused(text.replace("\"free\": [0,1]", "\"free\": [0,4]"), "free[1] must be at most the last arm (3), got 4");
        refused(text.replace("\"floor\": 0.05", "\"floor\": 0.5"), "floors and control's share must leave shares");
        refused(
                text.replace("\"width\": 2", "\"width\": 3"),
                "width must have one input per feature and a constant (2)");
        refused(text.replace("\"control\": 3", "\"control\": -1"), "a snapshot without a control must have free arms");
        refused(
                text.replace("\"settings\": [0.5]", "\"settings\": []"),
                "settings must have one value per setting (1)");
        refused(text.replace("\"normal\"", "\"gap\""), "numbers must have one row per column (1), got 3");
        refused(
                text.replace("\"normal\"", "\"vote\"").replace("\"settings\": [0.5]", "\"settings\": []"),
                "numbers[2]");
    }

    private void refused(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessageContaining(why);
    }
}
