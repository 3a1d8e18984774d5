package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BasisTest {

    /** A parabola through five points: 2 - t + 3 t^2, and a column that is a sum of others. */
    @Test
    void findsCoefficientsAndSetsAsideWhatDepends() {
        double[][] columns = new double[4][5];
        double[] y = new double[5];
        for (int t = 0; t < 5; t++) {
            columns[0][t] = 1;
            columns[1][t] = t;
            columns[2][t] = 3 - 2 * t;
            columns[3][t] = t * t;
            y[t] = 2 - t + 3 * t * t;
        }
        Basis basis = Basis.of(columns);
        assertThat(basis.rank).isEqualTo(3);
        assertThat(basis.aliased).containsExactly(false, false, true, false);
        assertThat(basis.coefficients(y)).containsExactly(new double[] {2, -1, 0, 3}, within(1e-12));
        basis.residual(y);
        assertThat(y).containsExactly(new double[5], within(1e-12));
    }

    @Test
    void aColumnOfNothingIsSetAside() {
        assertThat(Basis.of(new double[][] {{0, 0, 0}, {1, 1, 2}}).aliased).containsExactly(true, false);
    }

    /** Large offsets with small changes keep their digits, thanks to the second pass. */
    @Test
    void isOrthogonalForColumnsNearlyInStep() {
        double[][] columns = new double[3][40];
        for (int t = 0; t < 40; t++) {
            columns[0][t] = 1;
            columns[1][t] = 1e7 + t;
            columns[2][t] = Math.sin(t);
        }
        double[] v = new double[40];
        v[7] = 1;
        Basis.of(columns).residual(v);
        for (double[] column : columns) {
            double product = 0;
            double size = 0;
            for (int t = 0; t < 40; t++) {
                product += v[t] * column[t];
                size += column[t] * column[t];
            }
            assertThat(product / Math.sqrt(size)).isEqualTo(0, within(1e-14));
        }
    }
}
