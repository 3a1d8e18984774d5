package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GaussianMixtureTest {

    /** Two correlated columns: a share 0.3 around (0, 0), a share 0.7 around (4, 1), with other spreads and directions. */
    private static FeatureTable planted(int n, int round) {
        RandomGenerator random = RandomStreams.stream(1, "planted mixture", round);
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double u = Samplers.gaussian(random);
            double v = Samplers.gaussian(random);
            if (random.nextDouble() < 0.3) {
                x[i] = u;
                y[i] = 0.8 * u + 0.6 * v;
            } else {
                x[i] = 4 + 0.5 * u;
                y[i] = 1 - 0.7 * u + 0.7 * v;
            }
        }
        return FeatureTable.of(List.of("x", "y"), x, y);
    }

    private static FeatureTable line(double... values) {
        return FeatureTable.of(List.of("x"), values);
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void likelihoodNeverFalls(CovarianceShape shape) {
        for (int round = 0; round < 5; round++) {
            FeatureTable table = KMeansContractTest.blobs(200 + round, 4, 4 + round);
            int[] start = new int[table.rows()];
            for (int i = 0; i < start.length; i++) {
                start[i] = i / 7 % 4; // nothing to do with the groups: a long way to go
            }
            // the second time the floor is so high that it has to act, which must not cost likelihood either
            for (double floor : new double[] {0, 0.4}) {
                GaussianMixture recipe = GaussianMixture.of(4)
                        .withShape(shape)
                        .withStartLabels(start)
                        .withTolerance(0)
                        .withVarianceFloor(floor);
                double before = Double.NEGATIVE_INFINITY;
                for (int iterations = 1; iterations < 60; iterations++) {
                    GaussianMixtureModel model =
                            recipe.withMaxIterations(iterations).fit(table);
                    assertThat(model.logLikelihood())
                            .as("%s, floor %s, iteration %d", shape, floor, iterations)
                            .isGreaterThanOrEqualTo(before - 1e-11 * Math.abs(before)); // rounding of the sum
                    before = model.logLikelihood();
                }
            }
        }
    }

    /** 20,000 rows: standard errors are below 0.02 everywhere, and 0.1 is five of them. */
    @Test
    void plantedDistributionsAreRecovered() {
        GaussianMixtureModel model = GaussianMixture.of(2).fit(planted(20_000, 0));
        int small = model.weights()[0] < 0.5 ? 0 : 1;
        assertThat(model.report().converged()).isTrue();
        assertThat(model.weights()[small]).isEqualTo(0.3, within(0.02));
        assertThat(model.means()[small]).containsExactly(new double[] {0, 0}, within(0.1));
        assertThat(model.means()[1 - small]).containsExactly(new double[] {4, 1}, within(0.1));
        assertThat(model.covariance(small)[0]).containsExactly(new double[] {1, 0.8}, within(0.1));
        assertThat(model.covariance(1 - small)[0]).containsExactly(new double[] {0.25, -0.35}, within(0.1));
        assertThat(model.covariance(1 - small)[1]).containsExactly(new double[] {-0.35, 0.98}, within(0.1));
    }

    /** What a membership of 0.8 says: of the customers with it, 80 % belong there. Six bins, 5 standard errors each. */
    @Test
    void membershipsAreCalibrated() {
        int n = 20_000;
        FeatureTable table = KMeansContractTest.blobs(n, 2, 6); // row i belongs to group i % 2, around 0 or 10
        GaussianMixtureModel model =
                GaussianMixture.of(2).withShape(CovarianceShape.TIED).fit(table);
        int high = model.means()[0][0] > 5 ? 0 : 1;
        double[] shares = model.memberships(table, Execution.sequential())[high];
        double[] said = new double[6];
        double[] true_ = new double[6];
        double[] count = new double[6];
        for (int i = 0; i < n; i++) {
            int bin = Math.min(5, (int) (6 * shares[i]));
            said[bin] += shares[i];
            true_[bin] += i % 2;
            count[bin]++;
        }
        for (int bin = 0; bin < 6; bin++) {
            assertThat(true_[bin] / count[bin])
                    .isEqualTo(said[bin] / count[bin], within(0.02 + 2.5 / Math.sqrt(count[bin])));
        }
    }

    @Test
    void oneComponentIsTheSampleMeanAndCovariance() {
        FeatureTable table = planted(500, 1);
        GaussianMixtureModel model = GaussianMixture.of(1).fit(table);
        double mx = Arrays.stream(table.column(0)).average().orElseThrow();
        double my = Arrays.stream(table.column(1)).average().orElseThrow();
        double xy = 0;
        for (int i = 0; i < 500; i++) {
            xy += (table.get(i, 0) - mx) * (table.get(i, 1) - my) / 500;
        }
        assertThat(model.means()[0]).containsExactly(new double[] {mx, my}, within(1e-12));
        assertThat(model.covariance(0)[0][1]).isEqualTo(xy, within(1e-12));
        assertThat(model.weights()).containsExactly(1);
        assertThat(model.membership(3, 3)).containsExactly(1);
        // log-density of the normal distribution, by its formula
        double[][] s = model.covariance(0);
        double det = s[0][0] * s[1][1] - s[0][1] * s[0][1];
        double dx = 3 - mx;
        double dy = 3 - my;
        double q = (s[1][1] * dx * dx - 2 * s[0][1] * dx * dy + s[0][0] * dy * dy) / det;
        assertThat(model.logDensity(3, 3)).isEqualTo(-Math.log(2 * Math.PI) - Math.log(det) / 2 - q / 2, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void weightsCountAsRepeatedRows(CovarianceShape shape) {
        FeatureTable table = planted(300, 2);
        RandomGenerator random = RandomStreams.stream(3, "weights", 0);
        double[] weights = new double[300];
        int[] labels = new int[300];
        int[] repeated = new int[1200];
        int rows = 0;
        for (int i = 0; i < 300; i++) {
            weights[i] = random.nextInt(4);
            labels[i] = table.get(i, 0) > 2 ? 1 : 0;
            for (int w = 0; w < weights[i]; w++) {
                repeated[rows++] = i;
            }
        }
        int[] picked = Arrays.copyOf(repeated, rows);
        GaussianMixture recipe =
                GaussianMixture.of(2).withShape(shape).withTolerance(0).withMaxIterations(5000);
        GaussianMixtureModel weighted =
                recipe.withWeightColumn("w").withStartLabels(labels).fit(table.withColumn("w", weights));
        GaussianMixtureModel plain = recipe.withStartLabels(
                        Arrays.stream(picked).map(i -> labels[i]).toArray())
                .fit(table.selectRows(picked));
        assertThat(weighted.features()).containsExactly("x", "y");
        assertThat(weighted.logLikelihood()).isEqualTo(plain.logLikelihood(), within(1e-8));
        assertThat(weighted.bic()).isEqualTo(plain.bic(), within(1e-8));
        assertThat(weighted.icl()).isEqualTo(plain.icl(), within(1e-5));
        assertThat(weighted.weights()).containsExactly(plain.weights(), within(1e-6));
        assertThat(weighted.means()[1]).containsExactly(plain.means()[1], within(1e-6));
    }

    @Test
    void unitsDoNotMatter() {
        FeatureTable table = planted(800, 4);
        FeatureTable other = FeatureTable.of(
                table.names(),
                Arrays.stream(table.column(0)).map(x -> 1e6 + 1000 * x).toArray(),
                Arrays.stream(table.column(1)).map(y -> 0.001 * y).toArray());
        GaussianMixtureModel here = GaussianMixture.of(2).fit(table);
        GaussianMixtureModel there = GaussianMixture.of(2).fit(other);
        // log 1000 + log 0.001 = 0: the density's units cancel; 1e6 costs 3 of 16 digits
        assertThat(there.logLikelihood()).isEqualTo(here.logLikelihood(), within(1e-6));
        assertThat(there.weights()).containsExactly(here.weights(), within(1e-6));
        assertThat(there.means()[0][0]).isEqualTo(1e6 + 1000 * here.means()[0][0], within(1e-2));
        assertThat(there.assign(other)).isEqualTo(here.assign(table));
    }

    @Test
    void pointsAndTablesAgree() {
        FeatureTable table = KMeansContractTest.blobs(700, 3, 5);
        for (CovarianceShape shape : CovarianceShape.values()) {
            GaussianMixtureModel model =
                    GaussianMixture.of(3).withShape(shape).withRestarts(1).fit(table);
            int[] labels = model.assign(table);
            double[][] shares = model.memberships(table, Execution.sequential());
            double sum = 0;
            for (int i = 0; i < 700; i++) {
                double[] point = table.row(i);
                assertThat(model.predict(point)).isEqualTo(labels[i]);
                sum += model.logDensity(point);
                double[] own = model.membership(point);
                assertThat(Arrays.stream(own).sum()).isEqualTo(1, within(1e-14));
                for (int c = 0; c < 3; c++) {
                    assertThat(shares[c][i]).isEqualTo(own[c], within(1e-14));
                }
            }
            assertThat(sum).isEqualTo(model.logLikelihood(), within(1e-9));
        }
    }

    @Test
    void pointsFarFromEverythingHaveAMembership() {
        GaussianMixtureModel model = GaussianMixture.of(2).fit(planted(500, 5));
        double[] far = model.membership(1e6, -1e6);
        assertThat(Arrays.stream(far).sum()).isEqualTo(1, within(1e-14));
        assertThat(model.logDensity(1e6, -1e6)).isLessThan(-1e9).isFinite();
    }

    @Test
    void aComponentOnEqualRowsIsHeldAtTheFloor() {
        double[] values = new double[60];
        Arrays.setAll(values, i -> i < 20 ? 5 : i * 0.37 % 11 - 20);
        int[] labels = new int[60];
        Arrays.setAll(labels, i -> i < 20 ? 1 : 0);
        GaussianMixtureModel model =
                GaussianMixture.of(2).withStartLabels(labels).fit(line(values));
        assertThat(model.collapsed()).isTrue();
        assertThat(model.logLikelihood()).isFinite();
        assertThat(model.covariance(1)[0][0]).isGreaterThan(0);
        assertThat(model.report().warnings())
                .containsExactly("component 1 is held at the variance floor: rows are equal or lie in a plane; choose"
                        + " fewer components, or drop columns that depend on others");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> GaussianMixture.of(2)
                        .withStartLabels(labels)
                        .withVarianceFloor(0)
                        .fit(line(values)))
                .withMessage("the covariance of component 1 is singular; raise the variance floor, drop columns that"
                        + " depend on others, or choose fewer components");
    }

    @Test
    void aColumnThatRepeatsAnotherMeetsTheFloor() {
        FeatureTable table = planted(400, 6);
        FeatureTable twice = table.withColumn("x again", table.column(0));
        GaussianMixtureModel model =
                GaussianMixture.of(2).withShape(CovarianceShape.TIED).fit(twice);
        assertThat(model.collapsed()).isTrue();
        assertThat(model.report().warnings())
                .containsExactly(
                        "the common covariance is held at the variance floor: rows are equal or lie in a plane;"
                                + " choose fewer components, or drop columns that depend on others");
    }

    @Test
    void fewerDistinctRowsThanComponents() {
        GaussianMixtureModel model = GaussianMixture.of(4).fit(line(1, 1, 1, 5, 5, 5));
        assertThat(model.k()).isEqualTo(2);
        assertThat(model.report().warnings())
                .contains("only 2 distinct rows for k = 4; the model has that many components");
    }

    @Test
    void notConvergedIsSaid() {
        assertThat(GaussianMixture.of(2)
                        .withMaxIterations(1)
                        .fit(planted(300, 7))
                        .report()
                        .warnings())
                .containsExactly("not converged after 1 iterations; raise maxIterations or the tolerance");
    }

    @Test
    void startMeansNameTheComponents() {
        FeatureTable table = planted(900, 8);
        GaussianMixtureModel model = GaussianMixture.of(2)
                .withStartMeans(new double[][] {{4, 1}, {0, 0}})
                .fit(table);
        assertThat(model.means()[0][0]).isGreaterThan(3);
        assertThat(model.means()[1][0]).isLessThan(1);
    }

    @Test
    void numberAndShapeAreChosen() {
        MixtureChoice choice = MixtureSelection.of(1, 4).fit(planted(1500, 9));
        assertThat(choice.best().k()).isEqualTo(2);
        assertThat(choice.best().shape()).isEqualTo(CovarianceShape.FULL);
        assertThat(choice.candidates()).hasSize(16);
        assertThat(choice.candidates().get(0).bic()).isEqualTo(choice.best().bic());
        for (int i = 1; i < 16; i++) {
            MixtureCandidate before = choice.candidates().get(i - 1);
            MixtureCandidate after = choice.candidates().get(i);
            if (before.collapsed() == after.collapsed()) {
                assertThat(after.bic()).isGreaterThanOrEqualTo(before.bic());
            }
        }
    }

    /** k planted balls and nothing planted at all, 10 each; a wrong answer by BIC is rare at this separation. */
    @Test
    void plantedNumbersAreFoundAndNothingIsFoundInNothing() {
        MixtureSelection recipe = MixtureSelection.of(1, 5)
                .withShapes(CovarianceShape.SPHERICAL, CovarianceShape.TIED)
                .withMixture(GaussianMixture.of(1).withRestarts(2).withMaxIterations(150));
        int right = 0;
        for (int round = 0; round < 20; round++) {
            int k = round < 10 ? 1 : 2 + round % 3;
            RandomGenerator random = RandomStreams.stream(4, "planted numbers", round);
            double[][] columns = new double[2][400];
            for (int i = 0; i < 400; i++) {
                columns[0][i] = 6 * (i % k) + Samplers.gaussian(random);
                columns[1][i] = 4 * (i % k % 2) + Samplers.gaussian(random);
            }
            right += recipe.fit(FeatureTable.of(List.of("x", "y"), columns))
                                    .best()
                                    .k()
                            == k
                    ? 1
                    : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(19);
    }

    @Test
    void iclPrefersClustersThatDoNotOverlap() {
        // two wide overlapping distributions: two by density, one by cluster
        RandomGenerator random = RandomStreams.stream(5, "icl", 0);
        double[] x = new double[4000];
        Arrays.setAll(x, i -> i % 2 == 0 ? Samplers.gaussian(random) : 3 * Samplers.gaussian(random));
        MixtureSelection recipe = MixtureSelection.of(1, 3).withShapes(CovarianceShape.SPHERICAL);
        assertThat(recipe.fit(line(x)).best().k()).isEqualTo(2);
        assertThat(recipe.withCriterion(MixtureCriterion.ICL)
                        .fit(line(x))
                        .best()
                        .k())
                .isEqualTo(1);
    }

    @Test
    void badArguments() {
        FeatureTable table = line(1, 2, 4);
        GaussianMixture two = GaussianMixture.of(2);
        refused(() -> GaussianMixture.of(0), "k must be at least 1, got 0");
        refused(() -> GaussianMixture.of(4).fit(table), "k must be at most the number of rows (3), got 4");
        refused(() -> two.withRestarts(0), "restarts must be at least 1, got 0");
        refused(() -> two.withMaxIterations(0), "maxIterations must be at least 1, got 0");
        refused(() -> two.withTolerance(-1), "tolerance must be a finite number of at least 0, got -1");
        refused(() -> two.withVarianceFloor(1), "variance floor must be at least 0 and below 1, got 1.0");
        refused(() -> two.withWeightColumn(" "), "weight column must not be blank");
        refused(() -> two.withStartLabels(new int[] {0, 2}), "start label 1 must be from 0 to k - 1 (1), got 2");
        refused(
                () -> two.withStartLabels(new int[] {0, 0}),
                "start labels must name each component; no row has label 1");
        refused(
                () -> two.withStartLabels(new int[] {0, 1}).fit(table),
                "start labels must have one label per row (3), got 2");
        refused(() -> two.withStartMeans(new double[1][1]), "start means must have one row per component (2), got 1");
        refused(
                () -> two.withStartMeans(new double[2][2]).fit(table),
                "start mean 0 must have one value per feature (1), got 2");
        refused(
                () -> two.withStartMeans(new double[][] {{2}, {900}}).fit(table),
                "start mean 1 is nearest to no row; choose another");
        refused(() -> two.withWeightColumn("w").fit(table), "no column 'w'; columns are [x]");
        refused(() -> two.withWeightColumn("x").fit(table), "the table has no columns; at least one is needed");
        refused(
                () -> two.withWeightColumn("w").fit(table.withColumn("w", new double[] {1, -1, 1})),
                "column 'w', row 1: a weight must be at least 0, got -1.0");
        refused(
                () -> two.withWeightColumn("w").fit(table.withColumn("w", new double[3])),
                "column 'w': at least one weight must be above 0");
        refused(() -> MixtureSelection.of(0, 1), "smallest must be at least 1, got 0");
        refused(() -> MixtureSelection.of(3, 2), "largest must be at least 3, got 2");
        refused(() -> MixtureSelection.of(1, 9).fit(table), "largest must be at most the number of rows (3), got 9");
        refused(
                () -> MixtureSelection.of(1, 2).withShapes(),
                "shapes must name at least one of [FULL, TIED, DIAGONAL, SPHERICAL], got none");
        refused(
                () -> MixtureSelection.of(1, 2).withMixture(two.withStartMeans(new double[2][1])),
                "the mixture must not have start labels or means, which fit one number of components only");
        refused(
                () -> GaussianMixture.of(1).fit(table).predict(1, 2),
                "the point must have one value per feature (1), got 2");
        refused(
                () -> GaussianMixture.of(1).fit(table).membership(Double.NaN),
                "feature 'x' must be finite, got NaN; impute or drop the row first");
        impossible(line(3, 3, 3), "column 'x' is constant, and a normal density needs some variance; drop it");
        impossible(line(3), "column 'x' is constant, and a normal density needs some variance; drop it");
        impossible(
                line(1e300, -1e300, 0),
                "column 'x' runs from -1.0E300 to 1.0E300: squares are too large for a double; scale it down first");
        impossible(
                line(1e-200, 3e-200, 0),
                "column 'x' runs from 0.0 to 3.0E-200: squares are too small for a double; scale it up first");
    }

    private static void impossible(FeatureTable table, String text) {
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> GaussianMixture.of(1).fit(table))
                .withMessage(text);
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
