package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChiSquareTestTest {

    /** R 4.2.2: chisq.test(matrix(c(90, 60, 104, 95, 30, 50, 51, 20, 30, 40, 45, 35), nrow = 3, byrow = TRUE)). */
    @Test
    void threeByFour() {
        ChiSquareTest test = ChiSquareTest.of(
                new long[] {90, 60, 104, 95}, new long[] {30, 50, 51, 20}, new long[] {30, 40, 45, 35});
        assertThat(test.chiSquare()).isCloseTo(24.571202858582602, within(1e-12));
        assertThat(test.degreesOfFreedom()).isEqualTo(6);
        assertThat(test.p()).isCloseTo(0.00040984258610966915, within(1e-15));
        assertThat(test.logP()).isCloseTo(Math.log(0.00040984258610966915), within(1e-11));
        assertThat(test.smallestExpected()).isCloseTo(34.615384615384613, within(1e-12));
        assertThat(test.cramersV()).isCloseTo(Math.sqrt(24.571202858582602 / 650 / 2), within(1e-14));
    }

    /** Two columns: the chi-square of ProportionResult over several variants, and of two variants the square of z. */
    @Test
    void ratesOfSeveralVariants() {
        Conversions a = new Conversions("a", 120, 2000);
        Conversions b = new Conversions("b", 80, 1010);
        Conversions c = new Conversions("c", 61, 990);
        ChiSquareTest three = ChiSquareTest.of(row(a), row(b), row(c));
        assertThat(three.p())
                .isCloseTo(ProportionTest.create().test(a, List.of(b, c)).overallP(), within(1e-14));
        assertThat(ChiSquareTest.of(row(a), row(b)).chiSquare())
                .isCloseTo(ProportionTest.create().compare(a, b).chiSquare(), within(1e-12));
    }

    private static long[] row(Conversions one) {
        return new long[] {one.successes(), one.failures()};
    }

    @Test
    void farTailKeepsItsLogarithm() {
        ChiSquareTest test = ChiSquareTest.of(new long[] {1_000_000, 0}, new long[] {0, 1_000_000});
        assertThat(test.p()).isZero();
        assertThat(test.logP()).isCloseTo(-1_000_007.48, within(0.01)); // 2 (1 - Phi(1414.2))
        assertThat(test.cramersV()).isEqualTo(1);
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChiSquareTest.of(new long[] {1, 2}))
                .withMessage("number of rows must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChiSquareTest.of(new long[] {1}, new long[] {2}))
                .withMessage("number of columns must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChiSquareTest.of(new long[] {1, 2}, new long[] {2}))
                .withMessage("row 1 must have as many columns as the first (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChiSquareTest.of(new long[] {1, 2}, new long[] {2, -1}))
                .withMessage("counts[1][1] must be at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChiSquareTest.of(new long[] {1, 2}, new long[2]))
                .withMessage("row 1 of the table has no counts; leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChiSquareTest.of(new long[] {1, 0}, new long[] {3, 0}))
                .withMessage("column 1 of the table has no counts; leave it out");
    }
}
