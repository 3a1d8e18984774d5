package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlanningTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 20_000 : 2_000;

    /**
     * Conversions of 5 %, looked at after each of 2,000 units from the 200th on, no effect: p falls to 5 % at some time in at most
     * 5 % of runs (4 standard errors of a share over 2,000 runs are 1.9 %).
     */
    @Test
    void peekingAfterEveryUnit() {
        int alarms = 0;
        int missed = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "always.valid", 0);
            AlwaysValidTest test = AlwaysValidTest.of(0.02);
            boolean held = true;
            int a = 0;
            int b = 0;
            for (int n = 1; n <= 2_000; n++) {
                a += random.nextDouble() < 0.05 ? 1 : 0;
                b += random.nextDouble() < 0.05 ? 1 : 0;
                if (n >= 200 && a > 0 && b > 0) {
                    ProportionComparison c = ProportionTest.create()
                            .withInterval(DifferenceInterval.WALD)
                            .withLiftInterval(LiftInterval.LOG)
                            .compare(new Conversions("a", a, n), new Conversions("b", b, n));
                    test = test.look(c.difference(), c.unpooledError());
                    held &= test.interval().contains(0);
                }
            }
            alarms += test.p() <= 0.05 ? 1 : 0;
            missed += held ? 0 : 1;
        }
        double slack = 4 * Math.sqrt(0.05 * 0.95 / RUNS);
        assertThat((double) alarms / RUNS).isLessThan(0.05 + slack);
        // the interval leaves out 0 exactly when the likelihood ratio reaches 20
        assertThat(missed).isEqualTo(alarms);
    }

    @Test
    void findsARealEffect() {
        RandomGenerator random = RandomStreams.stream(1, "always.valid.effect", 0);
        AlwaysValidTest test = AlwaysValidTest.of(0.3);
        double sum = 0;
        int n = 0;
        while (test.p() > 0.05 && n < 10_000) {
            n++;
            sum += 0.3 + Math.sqrt(2) * Samplers.gaussian(random);
            test = test.look(sum / n, Math.sqrt(2.0 / n));
        }
        assertThat(n).isBetween(10, 2_000);
        assertThat(test.interval().lower()).isGreaterThanOrEqualTo(-1e-12);
    }

    /** Checked after each unit of 3,000: an alarm at 5 % in at most 5 % of runs; and soon found when half a variant's share is lost. */
    @Test
    void sampleRatioAfterEveryUnit() {
        SequentialSampleRatio check = SequentialSampleRatio.of(1, 1, 2);
        int alarms = 0;
        int runs = RUNS / 2;
        for (int run = 0; run < runs; run++) {
            RandomGenerator random = RandomStreams.stream(run, "sequential.ratio", 0);
            long[] counts = new long[3];
            double p = 1;
            for (int n = 0; n < 3_000; n++) {
                counts[Math.min(2, random.nextInt(4))]++;
                p = Math.min(p, check.p(counts));
            }
            alarms += p <= 0.05 ? 1 : 0;
        }
        assertThat((double) alarms / runs).isLessThan(0.05 + 4 * Math.sqrt(0.05 * 0.95 / runs));
        assertThat(check.p(250, 500, 1250)).isLessThan(1e-10);
        assertThat(check.p(0, 0, 0)).isEqualTo(1);
    }

    @Test
    void planningHangsTogether() {
        SampleSize recipe = SampleSize.create().withPower(0.9);
        double rate = recipe.detectableRate(0.1, 5_000);
        assertThat(recipe.forRates(0.1, rate)).isCloseTo(5_000, within(1e-6));
        double n = recipe.forMeans(0.2, 1);
        assertThat(recipe.powerForMeans(0.2, 1, n)).isCloseTo(0.9, within(1e-10));
        assertThat(recipe.forMeans(-0.2, 1)).isEqualTo(n);
        assertThat(recipe.forMeans(100, 1)).isEqualTo(2);
        // with many units Student's t is the normal distribution
        double z = (1.959963984540054 + 1.2815515655446004) / 0.001;
        assertThat(recipe.forMeans(0.001, 1) / (2 * z * z)).isCloseTo(1, within(1e-6));
        // without a shift the tail is Student's own
        assertThat(NoncentralT.above(2.3, 7, 0))
                .isCloseTo(io.clientele.core.stats.Distributions.studentSurvival(2.3, 7), within(1e-13));
    }

    @Test
    void valuesAndRefusals() {
        AlwaysValidTest test = AlwaysValidTest.of(0.02);
        assertThat(test.p()).isEqualTo(1);
        assertThat(test.interval().width()).isInfinite();
        assertThat(test.look(0.1, 0.1)).isEqualTo(AlwaysValidTest.of(0.02).look(0.1, 0.1));
        assertThat(test.withConfidence(0.9)).isNotEqualTo(test);
        assertThat(test.look(1, 0.01).p()).isLessThan(1e-10);
        assertThat(SampleSize.create())
                .hasToString("SampleSize[alpha=0.05, power=0.8]")
                .isNotEqualTo(SampleSize.create().withPower(0.9));
        assertThat(SequentialSampleRatio.of(1, 1)).isEqualTo(SequentialSampleRatio.of(2, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlwaysValidTest.of(0))
                .withMessage("typicalEffect must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.look(0.1, 0))
                .withMessage("standardError must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.look(Double.NaN, 1))
                .withMessage("difference must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialSampleRatio.of(1))
                .withMessage("number of variants must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialSampleRatio.of(1, 1).p(1, 2, 3))
                .withMessage("counts must have one value per variant (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialSampleRatio.of(1, 1).p(1, -2))
                .withMessage("counts[1] must be at least 0, got -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleSize.create().forRates(0.1, 0.1))
                .withMessage("control and variant are both 0.1; no experiment finds no effect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleSize.create().forRates(0, 0.1))
                .withMessage("control must be above 0 and below 1, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleSize.create().forMeans(0, 1))
                .withMessage("difference by standardDeviation must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleSize.create().detectableRate(0.9, 3))
                .withMessage("no rise of a rate of 0.9 is found with power 0.8 by 3.0 units; take more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleSize.create().withPower(1))
                .withMessage("power must be above 0 and below 1, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleSize.create().powerForMeans(1, 1, 1))
                .withMessage("units must be a finite number of at least 2, got 1");
    }
}
