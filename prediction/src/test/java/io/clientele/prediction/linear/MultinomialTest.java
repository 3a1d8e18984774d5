package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.LabeledTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MultinomialTest {

    /** Log-odds of b and c against a: intercept, x1, x2. */
    private static final double[][] TRUTH = {{0.3, 0.8, -0.2}, {-0.4, -0.5, 0.3}};

    static ClassTable classes(long seed, int rows) {
        RandomGenerator random = RandomStreams.stream(seed, "classes", 0);
        FeatureTable table = Simulated.features(random, rows, 2);
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double[] p = truth(table.row(i));
            double u = random.nextDouble();
            labels.add(u < p[0] ? "a" : u < p[0] + p[1] ? "b" : "c");
        }
        return ClassTable.of(table, labels);
    }

    private static double[] truth(double[] row) {
        double b = Math.exp(TRUTH[0][0] + TRUTH[0][1] * row[0] + TRUTH[0][2] * row[1]);
        double c = Math.exp(TRUTH[1][0] + TRUTH[1][1] * row[0] + TRUTH[1][2] * row[1]);
        return new double[] {1 / (1 + b + c), b / (1 + b + c), c / (1 + b + c)};
    }

    private static ClassTable table(String labels, double[]... columns) {
        return ClassTable.of(
                FeatureTable.of(List.of("x", "y", "z").subList(0, columns.length), columns),
                Arrays.asList(labels.split("")));
    }

    private static MultinomialLogisticRegression recipe() {
        return MultinomialLogisticRegression.create();
    }

    /** Against R; ../shared/golden/linear/multinomial-carseats. */
    @Test
    void carSeats() {
        Golden golden = Golden.load("linear/multinomial-carseats");
        CsvTable t = CsvTable.read(SharedFiles.data("isl-carseats/carseats.csv"));
        FeatureTable features = FeatureTable.of(
                List.of("sales", "price", "advertising", "age"),
                t.numbers("Sales"),
                t.numbers("Price"),
                t.numbers("Advertising"),
                t.numbers("Age"));
        MultinomialModel model =
                recipe().withReference("Bad").fit(ClassTable.of(features, List.of(t.texts("ShelveLoc"))));
        Golden expected = golden.at("expected");
        assertThat(model.classes()).containsExactly("Bad", "Good", "Medium");
        for (String name : List.of("Good", "Medium")) {
            for (Coefficient c : model.coefficients(name)) {
                String column = c.name().equals("(intercept)") ? "(Intercept)" : c.name();
                expected.at("coefficients", name, "coefficient", column).matches(c.estimate(), 1e-9, 0);
                expected.at("coefficients", name, "std_error", column).matches(c.standardError(), 1e-8, 0);
            }
        }
        expected.at("log_likelihood").matches(model.logLikelihood(), 1e-12, 0);
        expected.at("deviance").matches(model.deviance(), 1e-12, 0);
        expected.at("aic").matches(model.aic(), 1e-12, 0);
        for (int i = 0; i < 5; i++) {
            expected.at("probabilities_first_5", i).matches(model.probabilities(features.row(i)), 1e-8, 1e-10);
        }
        assertThat(model.report().converged()).isTrue();
        assertThat(model.likelihoodRatioTest().degreesOfFreedom()).isEqualTo(8);
        assertThat(model.likelihoodRatioTest().p()).isLessThan(1e-20);
    }

    /** A softmax with coefficients for all three classes and a ridge on each, minimised by Newton's method in numpy. */
    @Test
    void penaltyIsThatOfAFullSoftmax() {
        double[] x = {1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0};
        double[] y = {2, 0, 1, 1, 0, 2, 3, 3, 1, 1, 0, 0};
        ClassTable data = table("abcabcbacabc", x, y);
        MultinomialModel model = recipe().withL2Penalty(1.5).fit(data);
        double[][] expected = {
            {-0.6885233016404322, 1.1009354597586993, -0.8110070851703663},
            {0.040604178231786414, 0.554873794718643, -0.5588568730273187}
        };
        double[] probabilities = {0.5286784809729815, 0.15771324017243255, 0.31360827885458586};
        for (int k = 0; k < 2; k++) {
            for (int j = 0; j < 3; j++) {
                assertThat(model.estimates[k][j]).isCloseTo(expected[k][j], within(1e-12));
            }
        }
        for (String reference : List.of("a", "b", "c")) {
            MultinomialModel other =
                    recipe().withReference(reference).withL2Penalty(1.5).fit(data);
            for (int k = 0; k < 3; k++) {
                int at = other.classes().indexOf(List.of("a", "b", "c").get(k));
                assertThat(other.probabilities(1, 2)[at]).isCloseTo(probabilities[k], within(1e-12));
                Interval one = other.probabilityIntervals(1, 2).get(at);
                assertThat(one.lower())
                        .isCloseTo(model.probabilityIntervals(1, 2).get(k).lower(), within(1e-12));
            }
        }
    }

    @Test
    void twoClassesAreLogisticRegression() {
        LabeledTable binary = Simulated.labels(3, 300, 0.3, -0.4, 0.2);
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            labels.add(binary.label(i) == 1 ? "yes" : "no");
        }
        double[] weights = new double[300];
        Arrays.setAll(weights, i -> i % 3);
        LogisticModel logistic = LogisticRegression.create().fit(binary.withWeights(weights));
        MultinomialModel model =
                recipe().fit(ClassTable.of(binary.features(), labels).withWeights(weights));
        List<Coefficient> ours = model.coefficients("yes");
        for (int j = 0; j < 3; j++) {
            Coefficient theirs = logistic.coefficients().get(j);
            assertThat(ours.get(j).estimate()).isCloseTo(theirs.estimate(), within(1e-12));
            assertThat(ours.get(j).standardError()).isCloseTo(theirs.standardError(), within(1e-12));
        }
        assertThat(model.deviance()).isCloseTo(logistic.deviance(), within(1e-10));
        assertThat(model.nullDeviance()).isCloseTo(logistic.nullDeviance(), within(1e-10));
        assertThat(model.aic()).isCloseTo(logistic.aic(), within(1e-10));
        Interval yes = model.probabilityIntervals(0.5, 2).get(1);
        Interval expected = logistic.probabilityInterval(0.5, 2);
        assertThat(yes.lower()).isCloseTo(expected.lower(), within(1e-13));
        assertThat(yes.upper()).isCloseTo(expected.upper(), within(1e-13));
        Interval no = model.probabilityIntervals(0.5, 2).get(0);
        assertThat(no.lower()).isCloseTo(1 - expected.upper(), within(1e-13));
        WaldTest wald = model.waldTest("x1");
        assertThat(wald.statistic()).isCloseTo(Math.pow(ours.get(1).z(), 2), within(1e-10));
        assertThat(wald.p()).isCloseTo(ours.get(1).p(), within(1e-12));
    }

    @Test
    void aGroupHasItsShares() {
        // saturated: two groups, their shares are exact; the log-odds' variance is 1/n_k + 1/n_ref
        MultinomialModel model =
                recipe().fit(table("aaabbcaabbbccc", new double[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1}));
        assertThat(model.probabilities(0)).containsExactly(new double[] {3 / 6.0, 2 / 6.0, 1 / 6.0}, within(1e-13));
        assertThat(model.probabilities(1)).containsExactly(new double[] {2 / 8.0, 3 / 8.0, 3 / 8.0}, within(1e-13));
        assertThat(model.coefficients("b").get(0).standardError())
                .isCloseTo(Math.sqrt(1 / 3.0 + 1 / 2.0), within(1e-12));
        // the log-odds of a share s of n rows have variance 1 / (n s (1 - s)), whatever the other classes are
        Interval third = model.probabilityIntervals(0).get(1);
        double half = 1.959963984540054 * Math.sqrt(1 / (6 * (1 / 3.0) * (2 / 3.0)));
        assertThat(third.upper()).isCloseTo(1 / (1 + Math.exp(-(Math.log(0.5) + half))), within(1e-12));
        assertThat(model.likeliest(0)).isEqualTo("a");
        assertThat(model.likeliest(1)).isEqualTo("b");
    }

    @Test
    void referenceOnlyChangesTheCoding() {
        ClassTable data = classes(5, 200);
        MultinomialModel a = recipe().fit(data);
        MultinomialModel c = recipe().withReference("c").fit(data);
        assertThat(c.classes()).containsExactly("c", "a", "b");
        assertThat(c.coefficients("a").get(1).estimate())
                .isCloseTo(-a.coefficients("c").get(1).estimate(), within(1e-11));
        assertThat(c.logLikelihood()).isCloseTo(a.logLikelihood(), within(1e-10));
        assertThat(c.waldTest("x2").statistic()).isCloseTo(a.waldTest("x2").statistic(), within(1e-8));
        assertThat(c.probabilityIntervals(1, 1).get(0).upper())
                .isCloseTo(a.probabilityIntervals(1, 1).get(2).upper(), within(1e-11));
    }

    @Test
    void testsOfASmallerModel() {
        ClassTable data = classes(6, 300);
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < data.rows(); i++) {
            labels.add(data.label(i));
        }
        MultinomialModel large = recipe().fit(data);
        MultinomialModel small = recipe().fit(ClassTable.of(data.features().select("x1"), labels));
        LikelihoodRatioTest test = large.likelihoodRatioTest(small);
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.statistic()).isCloseTo(small.deviance() - large.deviance(), within(1e-10));
        // Wald's and Wilks' statistics agree to first order
        assertThat(large.waldTest("x2").statistic() / test.statistic()).isBetween(0.7, 1.3);
        refused(
                () -> small.likelihoodRatioTest(large),
                "the smaller model has feature 'x2', which this one lacks; the test is for a model inside another");
        refused(
                () -> large.likelihoodRatioTest(large),
                "the smaller model must have fewer coefficients than this one (6), got 6");
        MultinomialModel other = recipe().fit(
                        ClassTable.of(classes(7, 300).features().select("x1"), labels)
                                .withWeights(weightsOf(300)));
        refused(
                () -> large.likelihoodRatioTest(other),
                "the two models were fitted to different rows, classes or weights; fit both to the same data");
        assertThatIllegalStateException()
                .isThrownBy(() -> recipe().withL2Penalty(1).fit(data).likelihoodRatioTest())
                .withMessage(
                        "the likelihood-ratio test needs maximum likelihood; this model was fitted with a penalty");
    }

    private static double[] weightsOf(int n) {
        double[] weights = new double[n];
        Arrays.setAll(weights, i -> 1 + i % 2);
        return weights;
    }

    @Test
    void separationIsNamed() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        double[] y = {3, 1, 2, 3, 1, 2, 2, 1, 3, 1, 2, 3};
        // x tells c from the rest; a and b overlap
        ClassTable apart = table("abbaabbacccc", x, y);
        failed(
                () -> recipe().fit(apart),
                "separation: column(s) 'x' tell(s) the class of 12 of 12 rows from another without error (class(es) 'c' against"
                        + " 'a' and the rest), so the coefficients have no finite estimate; drop or merge columns or classes, or"
                        + " use withL2Penalty(...)");
        assertThat(recipe().withL2Penalty(0.1).fit(apart).report().converged()).isTrue();
        // a group without class c: only its log-odds have no end
        double[] group = {1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
        failed(
                () -> recipe().fit(table("ababbabcabcc", group, y)),
                "separation: column(s) 'x' tell(s) the class of 5 of 12 rows from another without error (class(es) 'c' against"
                        + " 'a' and the rest), so the coefficients have no finite estimate; drop or merge columns or classes, or"
                        + " use withL2Penalty(...)");
        // every group has every class
        assertThat(recipe().fit(table("abcbbabcabcc", group, y)).report().converged())
                .isTrue();
    }

    /** Three classes over one column of four values: all directions of small whole numbers are tried, with all cuts. */
    @Test
    void separationIsFoundWhereADirectionExistsAndNowhereElse() {
        SplittableRandom random = new SplittableRandom(11);
        int separated = 0;
        for (int round = 0; round < 300; round++) {
            int n = 5 + random.nextInt(10);
            double[] x = random.doubles(n).map(u -> Math.floor(4 * u)).toArray();
            int[] own = new int[n];
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < n; i++) {
                own[i] = i < 3 ? i : random.nextInt(3);
                letters.append("abc".charAt(own[i]));
            }
            if (Arrays.stream(x).distinct().count() < 2) {
                continue;
            }
            boolean exists = directionExists(x, own);
            separated += exists ? 1 : 0;
            if (exists) {
                assertThatExceptionOfType(FitException.class)
                        .as("round %d", round)
                        .isThrownBy(() -> recipe().fit(table(letters.toString(), x)))
                        .withMessageStartingWith("separation: column(s) 'x' tell(s) the class of ");
            } else {
                assertThat(recipe().fit(table(letters.toString(), x)).report().converged())
                        .as("round %d", round)
                        .isTrue();
            }
        }
        assertThat(separated).isBetween(60, 240);
    }

    private static boolean directionExists(double[] x, int[] own) {
        for (int b = -6; b <= 6; b++) {
            for (int c = -6; c <= 6; c++) {
                for (int cutB = -18; cutB <= 18; cutB++) {
                    for (int cutC = -18; cutC <= 18; cutC++) {
                        double least = 0;
                        double most = 0;
                        for (int i = 0; i < x.length && least == 0; i++) {
                            double[] eta = {0, b * x[i] + cutB, c * x[i] + cutC};
                            for (double other : eta) {
                                least = Math.min(least, eta[own[i]] - other);
                                most = Math.max(most, eta[own[i]] - other);
                            }
                        }
                        if (least == 0 && most > 0) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    @Test
    void edgesAndTexts() {
        double[] x = {1, 2, 3, 4, 5, 6};
        failed(() -> recipe().fit(table("aaaaaa", x)), "all rows have the class 'a'; there is nothing to tell apart");
        failed(
                () -> recipe().fit(table("abacbc", x).withWeights(new double[] {1, 0, 1, 1, 0, 1})),
                "class 'b' has no row with a weight; drop its rows");
        refused(
                () -> recipe().withReference("q").fit(table("abacbc", x)),
                "the reference class 'q' does not occur; the classes are [a, b, c]");
        refused(() -> recipe().withReference(""), "the name of the reference class must not be empty");
        refused(() -> recipe().withL2Penalty(-1), "strength must be a finite number of at least 0, got -1");
        refused(
                () -> ClassTable.of(FeatureTable.of(List.of("x"), x), List.of("a")),
                "labels must have one class per row (6), got 1");
        refused(
                () -> ClassTable.of(FeatureTable.of(List.of("x"), x), List.of("a", "b", "", "a", "b", "a")),
                "label, row 2: must not be empty; name the class or drop the row");
        refused(
                () -> table("abacbc", x).withWeights(new double[] {1, 1, -1, 1, 1, 1}),
                "weight, row 2: must be a finite number of at least 0, got -1.0");
        refused(() -> table("abacbc", x).withWeights(new double[6]), "all weights are 0; at least one row must count");
        double[] twice = Arrays.stream(x).map(v -> 2 * v).toArray();
        MultinomialModel model = recipe().fit(table("abcbac", x, twice));
        assertThat(model.report().warnings())
                .containsExactly(
                        "aliased, because constant or a combination of the columns before: 'y'; without effect on"
                                + " the predictions");
        assertThat(model.coefficients("b").get(2).aliased()).isTrue();
        assertThat(model.probabilities(2, 4))
                .containsExactly(recipe().fit(table("abcbac", x)).probabilities(2), within(1e-12));
        assertThatIllegalStateException()
                .isThrownBy(() -> model.waldTest("y"))
                .withMessage("feature 'y' is aliased, so there is nothing to test");
        refused(() -> model.waldTest("q"), "the feature must be one of [x, y], got 'q'");
        refused(() -> model.coefficients("a"), "the class must be one of [b, c], which have coefficients, got 'a'");
        refused(() -> model.probabilities(1), "the row must have one value per feature (2), got 1");
        refused(
                () -> model.probabilities(1, Double.NaN),
                "feature 'y' must be finite, got NaN; impute or drop the row first");
        assertThat(recipe().withMaxIterations(1)
                        .fit(table("abcbac", x))
                        .report()
                        .warnings())
                .containsExactly("not converged after 1 iterations; raise maxIterations");
        // far out the probabilities are 0 and 1, and the intervals still are intervals
        for (Interval interval : model.probabilityIntervals(1e5, 2e5)) {
            assertThat(interval.lower()).isBetween(0.0, interval.upper());
        }
    }

    // 600 rounds: the standard error of a share of 95 % is 0.9 %; 93 to 97 % is within 2.2 of them
    private static final int ROUNDS = Boolean.getBoolean("clientele.full") ? 10_000 : 600;

    @Test
    void intervalsHoldTheTruth() {
        double[] row = {0.5, 1};
        double[] p = truth(row);
        double[] held = new double[5];
        for (int r = 0; r < ROUNDS; r++) {
            MultinomialModel model = recipe().fit(classes(100 + r, 400));
            Coefficient b = model.coefficients("b").get(1);
            Coefficient c = model.coefficients("c").get(2);
            held[0] += b.lower() <= TRUTH[0][1] && TRUTH[0][1] <= b.upper() ? 1 : 0;
            held[1] += c.lower() <= TRUTH[1][2] && TRUTH[1][2] <= c.upper() ? 1 : 0;
            for (int k = 0; k < 3; k++) {
                held[2 + k] += model.probabilityIntervals(row).get(k).contains(p[k]) ? 1 : 0;
            }
        }
        for (double share : held) {
            assertThat(share / ROUNDS).as(Arrays.toString(held)).isBetween(0.93, 0.97);
        }
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }

    private static void failed(ThrowingCallable call, String text) {
        assertThatExceptionOfType(FitException.class).isThrownBy(call).withMessage(text);
    }
}
