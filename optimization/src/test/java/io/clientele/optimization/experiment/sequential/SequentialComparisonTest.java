package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.optimization.experiment.AlwaysValidTest;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.StoppingRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialComparisonTest {

    private static final double DRIFT = 1.959963984540054 + 0.8416212335729143;

    /**
     * The table of ../shared/anchors/optimization.md 3.3 (own exact recursion in numpy, another grid): 14 looks, error in %, power and
     * length at the effect with 80 % fixed power and at 1.5 times it; inflation for 80 % power. Printed to 2 and 3 decimals.
     */
    @Test
    void fourteenLooksOfTheAnchors() {
        SequentialMethod[] methods = {
            SequentialMethod.fixed(),
            SequentialMethod.peeking(),
            SequentialMethod.bonferroni(),
            SequentialMethod.groupSequential(StoppingRule.classicPocock()),
            SequentialMethod.groupSequential(StoppingRule.classicObrienFleming()),
            SequentialMethod.groupSequential(StoppingRule.obrienFleming()),
            SequentialMethod.groupSequential(StoppingRule.pocock()),
            SequentialMethod.alwaysValid(1),
            SequentialMethod.alwaysValid(0.1),
            SequentialMethod.alwaysValid(0.01),
            SequentialMethod.alwaysValid(10)
        };
        double[][] expected = {
            {5.00, .800, 1, .988, 1},
            {21.96, .876, .471, .993, .275},
            {2.19, .545, .773, .927, .506},
            {5.00, .668, .686, .962, .426},
            {5.00, .783, .761, .985, .557},
            {5.00, .783, .764, .985, .562},
            {5.00, .698, .685, .969, .430},
            {0.98, .484, .827, .906, .572},
            {1.17, .422, .830, .872, .567},
            {0.49, .298, .891, .789, .653},
            {0.02, .161, .976, .655, .858}
        };
        SequentialComparison all = SequentialComparison.of(
                0.05, GroupSequential.looks(14).information(), List.of(methods), DRIFT, 1.5 * DRIFT);
        for (int m = 0; m < methods.length; m++) {
            assertThat(100 * all.error(m)).as("%s", methods[m]).isCloseTo(expected[m][0], within(5.1e-3));
            assertThat(anyFinding(all, m, DRIFT)).as("%s", methods[m]).isCloseTo(expected[m][1], within(5.1e-4));
            assertThat(all.power(m, 0)).as("%s", methods[m]).isBetween(expected[m][1] - 0.006, expected[m][1] + 5.1e-4);
            assertThat(all.expectedInformation(m, 0)).as("%s", methods[m]).isCloseTo(expected[m][2], within(5.1e-4));
            assertThat(anyFinding(all, m, 1.5 * DRIFT)).as("%s", methods[m]).isCloseTo(expected[m][3], within(5.1e-4));
            assertThat(all.expectedInformation(m, 1)).as("%s", methods[m]).isCloseTo(expected[m][4], within(5.1e-4));
        }
        double[][] inflation = {{3, 1.331}, {4, 1.044}, {5, 1.042}, {6, 1.258}, {7, 1.760}, {8, 1.934}};
        for (double[] row : inflation) {
            int method = (int) row[0];
            double low = 0;
            double high = 10;
            for (int i = 0; i < 50; i++) {
                double middle = (low + high) / 2;
                if (anyFinding(all, method, middle) < 0.8) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            assertThat(low / DRIFT * (low / DRIFT)).isCloseTo(row[1], within(5.1e-4));
            // ours counts the right side alone, which takes a little more
            assertThat(all.design(method).inflation(0.8)).isBetween(row[1] - 5.1e-4, row[1] + 2e-3);
        }
    }

    /** The anchors count a finding on the wrong side too, which matters for peeking alone. */
    private static double anyFinding(SequentialComparison all, int method, double drift) {
        double sum = 0;
        for (double chance : all.design(method).stoppingProbabilities(drift)) {
            sum += chance;
        }
        return sum;
    }

    /**
     * The same anchors: the always-valid limit at multiples of the information where it is tightest. They print 3.062 at 2 for
     * sqrt((1 + 1 / 15.8724) (5.99146 + log 16.8724)) = 3.06148.
     */
    @Test
    void limitsOfTheAlwaysValidTest() {
        double[] multiples = {.01, .1, .5, 1, 2, 5, 10, 100};
        double[] limits = {9.084, 3.855, 3.084, 3.035, 3.061, 3.153, 3.242, 3.562};
        for (int i = 0; i < multiples.length; i++) {
            double limit = SequentialMethod.alwaysValid(0.5 / multiples[i])
                    .design(0.05, 0.5)
                    .criticalValue(0);
            assertThat(limit).isCloseTo(limits[i], within(5.1e-4));
            // just where the test itself stops
            AlwaysValidTest test = AlwaysValidTest.tightestAt(Math.sqrt(multiples[i]), 0.95);
            assertThat(test.look(limit * (1 + 1e-9), 1).p()).isLessThanOrEqualTo(0.05);
            assertThat(test.look(limit * (1 - 1e-9), 1).p()).isGreaterThan(0.05);
        }
    }

    @Test
    void recommendation() {
        assertThat(SequentialMethod.recommended(true))
                .isEqualTo(SequentialMethod.groupSequential(StoppingRule.obrienFleming()))
                .hasSameHashCodeAs(SequentialMethod.recommended(true))
                .hasToString("group-sequential SPEND_OBRIEN_FLEMING");
        assertThat(SequentialMethod.recommended(false))
                .isEqualTo(SequentialMethod.alwaysValid(1))
                .hasToString("always valid, tightest at 1.0");
        assertThat(List.of(SequentialMethod.fixed(), SequentialMethod.peeking(), SequentialMethod.bonferroni()))
                .hasToString("[fixed, last look alone, fixed, at every look, Bonferroni]");
    }

    @Test
    void tableAndRefusals() {
        double[] looks = {0.5, 1};
        List<SequentialMethod> methods = List.of(SequentialMethod.recommended(true), SequentialMethod.peeking());
        SequentialComparison all = SequentialComparison.of(0.05, looks, methods, 2.8);
        assertThat(all)
                .isEqualTo(SequentialComparison.of(0.05, looks, methods, 2.8))
                .hasSameHashCodeAs(SequentialComparison.of(0.05, looks, methods, 2.8))
                .isNotEqualTo(SequentialComparison.of(0.05, looks, methods, 2.9));
        assertThat(all.methods()).isEqualTo(methods);
        GroupSequentialDesign design = all.design(1);
        double[] stops = design.stoppingProbabilities(2.8);
        assertThat(all.toString().lines()).hasSize(4);
        // two looks at 1.96: 8.312 % (anchors 3.3)
        assertThat(all.toString()).contains("fixed, at every look").contains("8.31%");
        assertThat(stops[0] + stops[1]).isBetween(all.power(1, 0), all.power(1, 0) + 1e-4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialComparison.of(0.05, looks, List.of()))
                .withMessage("number of methods must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialComparison.of(0.05, looks, methods, Double.NaN))
                .withMessage("drifts[0] must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialMethod.fixed().design(0.6, 1))
                .withMessage("alpha must be above 0 and below 0.5, got 0.6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialMethod.bonferroni().design(0.05, 0.5, 0.4))
                .withMessageStartingWith("look 1: information must rise");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialMethod.alwaysValid(0))
                .withMessage("tightestShare must be a finite number above 0, got 0");
        assertThatNullPointerException()
                .isThrownBy(() -> SequentialMethod.groupSequential(null))
                .withMessage("rule");
    }
}
