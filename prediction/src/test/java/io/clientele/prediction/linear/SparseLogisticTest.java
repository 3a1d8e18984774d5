package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.SparseTable;
import io.clientele.prediction.LabeledTable;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseLogisticTest {

    private static double[] cycle(int n, double... values) {
        double[] all = new double[n];
        Arrays.setAll(all, i -> values[i % values.length]);
        return all;
    }

    private static LabeledTable dense(SparseLabeledTable data) {
        double[][] x = new double[data.features().columns()][data.rows()];
        for (int i = 0; i < data.rows(); i++) {
            for (int j = 0; j < x.length; j++) {
                x[j][i] = data.features().get(i, j);
            }
        }
        return LabeledTable.of(
                FeatureTable.of(
                        IntStream.range(0, x.length).mapToObj(j -> "x" + j).toList(), x),
                data.labels);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 50})
    void sameOptimumAsTheDenseSolver(double strength) {
        SparseLabeledTable plain = SparseSimulated.rows(3_000, 60, 5);
        double[] weights = cycle(3_000, 1, 2, 0, 0.5);
        double[] offset = cycle(3_000, -0.3, 0.2, 0, 0.1, 1);
        SparseLogisticModel sparse = SparseLogisticRegression.of(strength)
                .withTolerance(1e-12)
                .fit(plain.withWeights(weights).withOffset(offset));
        LogisticModel full = LogisticRegression.create()
                .withL2Penalty(strength)
                .fit(dense(plain).withWeights(weights).withOffset(offset));
        assertThat(sparse.report().converged()).isTrue();
        // the intercept and each group of columns hang together where the penalty is weak, hence not relative to the
        // smallest
        assertThat(sparse.intercept()).isCloseTo(full.intercept(), within(1e-8));
        for (int j = 0; j < 60; j++) {
            assertThat(sparse.coefficient(j)).isCloseTo(full.estimates[j + 1], within(1e-8));
        }
        assertThat(sparse.logLikelihood()).isCloseTo(full.logLikelihood(), within(1e-9 * 3_000));
        assertThat(sparse.nullDeviance()).isCloseTo(full.nullDeviance(), within(1e-8));
    }

    @Test
    void theStatedAccuracyHolds() {
        SparseLabeledTable data = SparseSimulated.rows(3_000, 60, 5);
        double[] best =
                SparseLogisticRegression.of(1).withTolerance(1e-14).fit(data).coefficients();
        for (double tolerance : new double[] {0.1, 1e-2, 1e-4, 1e-6}) {
            SparseLogisticModel model =
                    SparseLogisticRegression.of(1).withTolerance(tolerance).fit(data);
            double squares = 0;
            for (int j = 0; j < best.length; j++) {
                squares += Math.pow(model.coefficient(j) - best[j], 2);
            }
            assertThat(model.report().change()).isLessThanOrEqualTo(tolerance);
            assertThat(Math.sqrt(squares))
                    .isLessThanOrEqualTo(1.01 * model.accuracy().orElseThrow() + 1e-12);
        }
        assertThat(SparseLogisticRegression.of(1).withMixing(1).fit(data).accuracy())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, 0})
    void optimalityConditionsHoldOnSeparatedAndDependentColumns(double mixing) {
        // column 60 copies column 0, column 61 has no values, column 62 tells the label, column 63 is constant
        SparseLabeledTable plain = SparseSimulated.rows(400, 60, 5);
        SparseTable.Builder builder = SparseTable.builder(64);
        for (int i = 0; i < 400; i++) {
            double[] row = new double[64];
            for (int j = 0; j < 60; j++) {
                row[j] = plain.features().get(i, j);
            }
            row[60] = row[0];
            row[62] = plain.label(i);
            row[63] = 1;
            builder.add(IntStream.range(0, 64).toArray(), row);
        }
        SparseLabeledTable data = SparseLabeledTable.of(builder.build(), plain.labels);
        for (double strength : new double[] {0.01, 1, 5, 1000}) {
            SparseLogisticModel model = SparseLogisticRegression.of(strength)
                    .withMixing(mixing)
                    .withTolerance(1e-11)
                    .fit(data);
            assertThat(model.report().converged()).as(model.toString()).isTrue();
            assertThat(model.coefficient(61)).isZero();
            double[] pull = new double[64];
            double ofIntercept = 0;
            for (int i = 0; i < 400; i++) {
                int[] at = IntStream.range(
                                data.features().start(i), data.features().end(i))
                        .map(data.features()::column)
                        .toArray();
                double[] values = Arrays.stream(at).mapToDouble(column(data, i)).toArray();
                double residual = data.label(i) - model.probability(at, values);
                ofIntercept += residual;
                for (int k = 0; k < at.length; k++) {
                    pull[at[k]] += residual * values[k];
                }
            }
            assertThat(ofIntercept).isCloseTo(0, within(1e-8));
            double l1 = strength * mixing;
            for (int j = 0; j < 64; j++) {
                double b = model.coefficient(j);
                double rest = pull[j] - strength * (1 - mixing) * b;
                if (b == 0) {
                    assertThat(Math.abs(rest)).isLessThanOrEqualTo(l1 + 1e-8);
                } else {
                    assertThat(rest).isCloseTo(Math.signum(b) * l1, within(1e-8));
                }
            }
        }
    }

    private static IntToDoubleFunction column(SparseLabeledTable data, int row) {
        return j -> data.features().get(row, j);
    }

    @Test
    void moreColumnsThanRows() {
        SparseLabeledTable data = SparseSimulated.rows(300, 5_000, 10);
        for (double mixing : new double[] {0, 0.5, 1}) {
            SparseLogisticModel model =
                    SparseLogisticRegression.of(1).withMixing(mixing).fit(data);
            assertThat(model.report().converged()).as(model.toString()).isTrue();
            assertThat(model.logLikelihood()).isGreaterThan(-model.nullDeviance() / 2);
        }
    }

    @Test
    void findsTheTruthWithManyRows() {
        SparseLabeledTable data = SparseSimulated.rows(40_000, 40, 4);
        SparseLogisticModel model = SparseLogisticRegression.of(0.1).fit(data);
        double squares = 0;
        for (int j = 0; j < 40; j++) {
            squares += Math.pow(model.coefficient(j) - 0.4 * Math.cos(j + 1), 2) / 40;
        }
        // 4,000 rows of mean square 14/3 and curvature about 0.2 for each column: standard error 0.016
        assertThat(Math.sqrt(squares)).isLessThan(0.03);
        double[] p = model.probabilities(data.features(), Execution.sequential());
        assertThat(Arrays.stream(p).average().orElseThrow())
                .isCloseTo(Arrays.stream(data.labels).average().orElseThrow(), within(1e-8));
        assertThat(p[7])
                .isEqualTo(model.probability(
                        IntStream.range(
                                        data.features().start(7),
                                        data.features().end(7))
                                .map(data.features()::column)
                                .toArray(),
                        IntStream.range(
                                        data.features().start(7),
                                        data.features().end(7))
                                .mapToDouble(data.features()::value)
                                .toArray()));
    }

    @Test
    void weightsCountRepeatsAndZeroIsAbsent() {
        SparseLabeledTable data = SparseSimulated.rows(300, 20, 4);
        int[] rows = IntStream.range(0, 300)
                .flatMap(i -> IntStream.generate(() -> i).limit(i % 3))
                .toArray();
        SparseLogisticRegression recipe =
                SparseLogisticRegression.of(2).withMixing(0.5).withTolerance(1e-12);
        SparseLogisticModel a = recipe.fit(data.withWeights(cycle(300, 0, 1, 2)));
        SparseLogisticModel b = recipe.fit(SparseLabeledTable.of(
                data.features().selectRows(rows),
                Arrays.stream(rows).mapToDouble(data::label).toArray()));
        for (int j = 0; j < 20; j++) {
            assertThat(a.coefficient(j)).isCloseTo(b.coefficient(j), within(1e-9));
        }
    }

    @Test
    void aStrongLassoLeavesTheInterceptAlone() {
        SparseLabeledTable data = SparseSimulated.rows(300, 20, 4);
        SparseLogisticModel model =
                SparseLogisticRegression.of(1e6).withMixing(1).fit(data);
        assertThat(model.nonzero()).isZero();
        assertThat(model.report().converged()).isTrue();
        assertThat(model.deviance()).isCloseTo(model.nullDeviance(), within(1e-9));
    }

    @Test
    void columnsOfVeryDifferentUnits() {
        SparseLabeledTable plain = SparseSimulated.rows(1_000, 20, 4);
        SparseTable.Builder builder = SparseTable.builder(20);
        for (int i = 0; i < 1_000; i++) {
            double[] row = new double[20];
            for (int j = 0; j < 20; j++) {
                row[j] = plain.features().get(i, j) * Math.pow(10, j % 5 - 2);
            }
            builder.add(IntStream.range(0, 20).toArray(), row);
        }
        SparseLogisticModel model =
                SparseLogisticRegression.of(1e-3).fit(SparseLabeledTable.of(builder.build(), plain.labels));
        assertThat(model.report().converged()).as(model.toString()).isTrue();
    }

    @Test
    void stoppedEarlySaysSo() {
        SparseLogisticModel model =
                SparseLogisticRegression.of(1).withMaxIterations(1).fit(SparseSimulated.rows(300, 20, 4));
        assertThat(model.report().converged()).isFalse();
        assertThat(model.report().warnings()).containsExactly("not converged after 1 iterations; raise maxIterations");
    }

    @Test
    void badArgumentsAndData() {
        refused(() -> SparseLogisticRegression.of(0), "strength must be a finite number above 0, got 0");
        SparseLogisticRegression recipe = SparseLogisticRegression.of(1);
        refused(() -> recipe.withMixing(-0.1), "mixing must be between 0 and 1, got -0.1");
        refused(() -> recipe.withMaxIterations(0), "maxIterations must be at least 1, got 0");
        refused(() -> recipe.withTolerance(0), "tolerance must be a finite number above 0, got 0");
        SparseTable x = SparseTable.builder(2)
                .add(new int[] {0}, new double[] {1})
                .add(new int[] {1}, new double[] {1})
                .build();
        refused(() -> SparseLabeledTable.of(x, new double[] {0}), "labels must have one value per row (2), got 1");
        refused(() -> SparseLabeledTable.of(x, new double[] {0, 2}), "label, row 1: must be 0 or 1, got 2.0");
        SparseLabeledTable data = SparseLabeledTable.of(x, new double[] {0, 1});
        refused(
                () -> data.withWeights(new double[] {1, -1}),
                "weight, row 1: must be a finite number of at least 0, got -1.0");
        refused(() -> data.withWeights(new double[2]), "all weights are 0; at least one row must count");
        refused(() -> data.withOffset(new double[] {1, Double.NaN}), "offset, row 1: must be finite, got NaN");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> recipe.fit(SparseLabeledTable.of(x, new double[2])))
                .withMessageStartingWith("all labels with a weight are 0; a regression needs rows of both kinds");
        SparseTable huge = SparseTable.builder(1)
                .add(new int[] {0}, new double[] {1})
                .add(new int[] {0}, new double[] {-1e200})
                .build();
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> recipe.fit(SparseLabeledTable.of(huge, new double[] {0, 1})))
                .withMessage("column 0 holds -1.0E200, whose square may be no number; bring it to an ordinary unit");
        SparseLogisticModel model = recipe.fit(data);
        refused(() -> model.probability(new int[] {2}, new double[] {1}), "column must be between 0 and 1, got 2");
        refused(
                () -> model.probability(new int[] {0}, new double[] {Double.NaN}),
                "column 0 must be finite, got NaN; impute or drop the row first");
        refused(
                () -> model.probability(new int[] {0}, new double[0]),
                "values must have one per column named (1), got 0");
        refused(
                () -> model.probabilities(SparseTable.builder(3).build(), Execution.sequential()),
                "the table must have the columns of the model (2), got 3");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
