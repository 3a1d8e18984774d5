package io.clientele.core.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void acceptedValuesComeBack() {
        assertThat(Check.atLeast("k", 3, 3)).isEqualTo(3);
        assertThat(Check.atLeast("k", 1L << 40, 3L)).isEqualTo(1L << 40);
        assertThat(Check.atLeast("k", 0.5, 0.5)).isEqualTo(0.5);
        assertThat(Check.atMost("k", 5, 5, "the number of rows")).isEqualTo(5);
        assertThat(Check.between("p", 1, 0, 1)).isEqualTo(1);
        assertThat(Check.positive("x", Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(Check.finite("x", -Double.MAX_VALUE)).isEqualTo(-Double.MAX_VALUE);
        assertThat(Check.confidence(0.95)).isEqualTo(0.95);
        Check.length("x", 2, 2, "one value per feature");
        Check.hasRows("the table", 1);
    }

    @Test
    void refusalsSayNameRuleAndValue() {
        refused(() -> Check.atLeast("k", 0, 1), "k must be at least 1, got 0");
        refused(() -> Check.atLeast("k", -5L, 1L), "k must be at least 1, got -5");
        refused(() -> Check.atLeast("k", 0.25, 1.5), "k must be a finite number of at least 1.5, got 0.25");
        refused(() -> Check.atLeast("k", Double.NaN, 1.0), "k must be a finite number of at least 1, got NaN");
        refused(() -> Check.atLeast("k", INFINITY, 1.0), "k must be a finite number of at least 1, got Infinity");
        refused(
                () -> Check.atMost("k", 500, 120, "the number of rows"),
                "k must be at most the number of rows (120), got 500");
        refused(() -> Check.between("p", 1.5, 0, 1), "p must be between 0 and 1, got 1.5");
        refused(() -> Check.between("p", Double.NaN, 0, 1), "p must be between 0 and 1, got NaN");
        refused(() -> Check.positive("x", 0), "x must be a finite number above 0, got 0");
        refused(() -> Check.positive("x", 1e300 * 1e300), "x must be a finite number above 0, got Infinity");
        refused(() -> Check.finite("x", -INFINITY), "x must be finite, got -Infinity");
        refused(() -> Check.confidence(1), "confidence must be above 0 and below 1, such as 0.95, got 1");
        refused(() -> Check.confidence(Double.NaN), "confidence must be above 0 and below 1, such as 0.95, got NaN");
        refused(
                () -> Check.length("the point", 3, 2, "one value per feature"),
                "the point must have one value per feature (2), got 3");
        refused(() -> Check.hasRows("the table", 0), "the table has no rows; at least one is needed");
        // large whole numbers stay readable, and exact
        refused(() -> Check.between("x", 1e14, 0, 1), "x must be between 0 and 1, got 100000000000000");
        refused(() -> Check.between("x", 1e16, 0, 1), "x must be between 0 and 1, got 1.0E16");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
