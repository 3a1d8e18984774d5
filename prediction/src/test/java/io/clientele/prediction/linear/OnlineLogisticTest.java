package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Values of {@code src/test/oracle/online_logistic.py}: plain loops in Python. */
class OnlineLogisticTest {

    private static final OnlineLogisticRegression ORACLE = OnlineLogisticRegression.create()
            .withBits(5)
            .withLearningRate(0.3)
            .withSmoothing(1.5)
            .withL1Penalty(0.4)
            .withL2Penalty(0.2);

    private static HashedRow event(HashedRow row, int i) {
        return row.clear()
                .add("channel", "c" + i % 3)
                .add("größe€\ud835\udefc", i % 5 / 2.0 - 1)
                .add("product", "p" + i * 7 % 11);
    }

    private static double label(int i) {
        return Math.sin(37.0 * i) + (i % 3 == 1 ? 0.8 : 0) - 0.1 * (i * 7 % 11) > 0.2 ? 1 : 0;
    }

    @Test
    void agreesWithPlainLoops() {
        OnlineLogisticLearner learner = ORACLE.start();
        HashedRow row = ORACLE.row();
        double[] p = new double[300];
        for (int i = 0; i < 300; i++) {
            p[i] = learner.learn(event(row, i), label(i), i % 10 == 0 ? 2 : 1);
        }
        assertThat(p[0]).isEqualTo(0.5);
        assertThat(p[1]).isCloseTo(0.45328273143008174, within(1e-14));
        assertThat(p[10]).isCloseTo(0.36541764469758287, within(1e-13));
        assertThat(p[100]).isCloseTo(0.31213424619770075, within(1e-12));
        assertThat(p[299]).isCloseTo(0.3116707696644114, within(1e-12));
        ProgressiveValidation v = learner.validation();
        assertThat(v.events()).isEqualTo(300);
        assertThat(v.labelRate()).isEqualTo(0.3);
        assertThat(v.logLoss()).isCloseTo(0.5875961500467469, within(1e-13));
        assertThat(v.auc()).isCloseTo(0.6289417989417989, within(v.aucError()));
        assertThat(v.aucError()).isLessThan(0.02);
        assertThat(learner.model().touched()).isEqualTo(11);
    }

    @Test
    void hashIsFnvAndFinalizer() {
        // published test vectors of FNV-1a, and the script
        assertThat(FeatureHash.add(FeatureHash.START, "a")).isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(FeatureHash.add(FeatureHash.START, "foobar")).isEqualTo(0x85944171f73967e8L);
        assertThat(FeatureHash.mixed(0xaf63dc4c8601ec8cL)).isEqualTo(0x2c0bdbf481420f8L);
        for (String text : new String[] {"größe", "€uro", "\ud835\udefc", "\ud835", "x\udefcy", "naïve 日本"}) {
            long h = FeatureHash.START;
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                h = FeatureHash.add(h, b & 0xff);
            }
            assertThat(FeatureHash.add(FeatureHash.START, text)).as(text).isEqualTo(h);
        }
    }

    @Test
    void collisionsAreAsRareAsStatedAndSignsAreEven() {
        OnlineLogisticRegression recipe = OnlineLogisticRegression.create().withBits(16);
        int features = 20_000;
        int[] used = new int[1 << 16];
        HashedRow row = recipe.row();
        int negative = 0;
        int[] at = new int[features];
        for (int f = 0; f < features; f++) {
            row.clear().add("product", "sku-" + f);
            at[f] = row.cell[0];
            used[at[f]]++;
            negative += row.value[0] < 0 ? 1 : 0;
        }
        int shared = 0;
        for (int cell : at) {
            shared += used[cell] > 1 ? 1 : 0;
        }
        // expected 26.3 %; a random hash has a standard deviation of about 0.4 %
        assertThat(recipe.collisionRate(features)).isCloseTo(0.2630, within(1e-4));
        assertThat((double) shared / features).isCloseTo(recipe.collisionRate(features), within(0.016));
        // 4 standard deviations of 20,000 coins
        assertThat((double) negative / features).isCloseTo(0.5, within(0.0142));
        assertThat(recipe.collisionRate(1)).isZero();
    }

    @Test
    void namesAndCategoriesDoNotRunTogether() {
        HashedRow row = OnlineLogisticRegression.create().withBits(28).row();
        Set<Integer> cells = new HashSet<>();
        row.add("ab", "c").add("a", "bc").add("abc", 1).add("abc", "");
        for (int k = 0; k < row.size(); k++) {
            cells.add(row.cell[k]);
        }
        assertThat(cells).hasSize(4);
        // the same feature twice adds up
        row.clear().add("x", 1).add("x", 2.5);
        assertThat(row.size()).isOne();
        assertThat(Math.abs(row.value[0])).isEqualTo(3.5);
    }

    @Test
    void withoutPenaltiesComesNearTheTruthAndItsEntropy() {
        RandomGenerator random = RandomStreams.stream(5, "online", 0);
        OnlineLogisticRegression recipe =
                OnlineLogisticRegression.create().withBits(18).withLearningRate(0.5);
        OnlineLogisticLearner learner = recipe.start();
        HashedRow row = recipe.row();
        double entropy = 0;
        int count = 0;
        for (int i = 0; i < 60_000; i++) {
            double x = Samplers.gaussian(random);
            int channel = random.nextInt(4);
            double margin = -1 + 0.8 * x + 0.5 * (channel - 1.5);
            double p = 1 / (1 + Math.exp(-margin));
            if (i == 20_000) {
                learner.restartValidation();
            }
            if (i >= 20_000) {
                entropy -= p * Math.log(p) + (1 - p) * Math.log(1 - p);
                count++;
            }
            learner.learn(row.clear().add("x", x).add("channel", "c" + channel), random.nextDouble() < p ? 1 : 0);
        }
        ProgressiveValidation v = learner.validation();
        // the mean loss of 40,000 events of the truth itself has a standard error of about 0.002
        assertThat(v.events()).isEqualTo(count);
        assertThat(v.logLoss()).isCloseTo(entropy / count, within(0.008));
        assertThat(v.meanProbability()).isCloseTo(v.labelRate(), within(0.01));
        OnlineLogisticModel model = learner.model();
        double slope = model.logOdds(row.clear().add("x", 1)) - model.intercept();
        double step = model.logOdds(row.clear().add("channel", "c3"))
                - model.logOdds(row.clear().add("channel", "c0"));
        assertThat(slope).isCloseTo(0.8, within(0.08));
        assertThat(step).isCloseTo(1.5, within(0.15));
        assertThat(learner.events()).isEqualTo(60_000);
    }

    @Test
    void aLassoKeepsNoiseAtZero() {
        RandomGenerator random = RandomStreams.stream(6, "online", 0);
        OnlineLogisticRegression free = OnlineLogisticRegression.create().withBits(16);
        OnlineLogisticLearner plain = free.start();
        OnlineLogisticLearner sparse = free.withL1Penalty(3).start();
        HashedRow row = free.row();
        for (int i = 0; i < 5_000; i++) {
            double x = Samplers.gaussian(random);
            row.clear().add("x", x).add("noise", "n" + random.nextInt(2_000));
            double label = random.nextDouble() < 1 / (1 + Math.exp(-x)) ? 1 : 0;
            plain.learn(row, label);
            sparse.learn(row, label);
        }
        assertThat(plain.model().nonzero()).isGreaterThan(1_500);
        assertThat(sparse.model().nonzero()).isBetween(1, 100);
        assertThat(sparse.model().touched()).isEqualTo(plain.model().touched());
        assertThat(sparse.validation().logLoss()).isLessThan(0.62); // a coin has 0.693, the truth 0.600
    }

    @Test
    void goesOnAfterResumingAsIfNothingHadHappened() {
        OnlineLogisticLearner whole = ORACLE.start();
        OnlineLogisticLearner first = ORACLE.start();
        HashedRow row = ORACLE.row();
        for (int i = 0; i < 150; i++) {
            whole.learn(event(row, i), label(i));
            first.learn(event(row, i), label(i));
        }
        OnlineLogisticModel half = first.model();
        OnlineLogisticLearner second = half.resume();
        for (int i = 150; i < 300; i++) {
            assertThat(second.learn(event(row, i), label(i))).isEqualTo(whole.learn(event(row, i), label(i)));
        }
        assertThat(second.model()).isEqualTo(whole.model()).isNotEqualTo(half);
        assertThat(second.model().probability(row)).isEqualTo(whole.probability(row));
        assertThat(second.validation().events()).isEqualTo(150);
    }

    @Test
    void learningAndScoringAllocateNothing() {
        OnlineLogisticLearner learner = ORACLE.start();
        HashedRow row = ORACLE.row();
        OnlineLogisticModel model = learner.model();
        String[] names = {"channel", "mail", "spend"};
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double sum = 0;
        long before = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            row.clear().add(names[0], names[1]).add(names[2], i % 7);
            sum += learner.learn(row, i & 1) + model.probability(row);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isFinite();
        assertThat(bytes).isLessThan(10_000);
    }

    @Test
    void validationCountsPairs() {
        OnlineLogisticLearner learner =
                OnlineLogisticRegression.create().withBits(4).start();
        assertThatIllegalStateException()
                .isThrownBy(learner::validation)
                .withMessage("no event was learned since the validation began");
        HashedRow row = OnlineLogisticRegression.create().withBits(4).row();
        learner.learn(row, 1);
        assertThat(learner.validation().auc()).isNaN();
        assertThat(learner.validation().logLoss()).isCloseTo(Math.log(2), within(1e-15));
        learner.learn(row, 0);
        // the second was predicted higher than the first, and it was the 0
        assertThat(learner.validation().auc()).isZero();
        assertThat(learner.validation().aucError()).isZero();
    }

    @Test
    void badArguments() {
        OnlineLogisticRegression recipe = OnlineLogisticRegression.create();
        refused(() -> recipe.withBits(0), "bits must be between 1 and 28, got 0");
        refused(() -> recipe.withBits(29), "bits must be between 1 and 28, got 29");
        refused(() -> recipe.withLearningRate(0), "alpha must be a finite number above 0, got 0");
        refused(() -> recipe.withSmoothing(-1), "beta must be a finite number above 0, got -1");
        refused(() -> recipe.withL1Penalty(-1), "strength must be a finite number of at least 0, got -1");
        refused(() -> recipe.withL2Penalty(Double.NaN), "strength must be a finite number of at least 0, got NaN");
        refused(() -> recipe.collisionRate(0), "features must be at least 1, got 0");
        HashedRow row = recipe.row();
        refused(() -> row.add("", 1), "length of a feature's name must be at least 1, got 0");
        refused(
                () -> row.add("spend", Double.NaN),
                "feature 'spend' must be a number of at most 1e50 in size, got NaN");
        OnlineLogisticLearner learner = recipe.start();
        OnlineLogisticModel before = learner.model();
        refused(() -> learner.learn(row, 0.5), "label must be 0 or 1, got 0.5");
        refused(() -> learner.learn(row, 1, -1), "weight must be a finite number of at least 0, got -1");
        HashedRow other = recipe.withBits(10).row();
        refused(
                () -> learner.learn(other, 1),
                "the row has 2^10 cells, but the recipe 2^20; make rows by row() of the same recipe");
        assertThat(learner.model()).isEqualTo(before);
        assertThat(recipe.withL1Penalty(1)).isNotEqualTo(recipe).isEqualTo(recipe.withL1Penalty(1));
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
