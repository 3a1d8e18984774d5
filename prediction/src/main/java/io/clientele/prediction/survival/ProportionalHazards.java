package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does a feature matter as much late as early?
 *
 * <p>Cox regression takes it for granted. This is the score test that adds, for each feature, a product with a function of time
 * (as R's {@code cox.zph} since version 3 of survival; earlier ones and most books have a correlation test instead). A small
 * p-value says that the coefficient changes: put the feature into strata, or split the rows in time.
 *
 * <p>Aliased features are not tested. Not for exact ties. Time of three passes of the fit. Immutable and thread-safe.
 *
 * <pre>{@code
 * ProportionalHazards test = ProportionalHazards.test(model, customers, TimeScale.KAPLAN_MEIER, Execution.sequential());
 * double p = test.features().get("age").p();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/81.3.515">Grambsch and Therneau (1994), Proportional hazards tests and diagnostics
 *     based on weighted residuals</a>
 */
public final class ProportionalHazards {

    private static final double SINGULAR = 1e-11;

    private final Map<String, ChiSquareTest> features;
    private final ChiSquareTest global;

    private ProportionalHazards(Map<String, ChiSquareTest> features, ChiSquareTest global) {
        this.features = features;
        this.global = global;
    }

    /**
     * Tests a model on the table it was fitted on.
     *
     * @param model fitted on the table, with Efron's or Breslow's ties
     * @param data the table
     * @param scale of time
     * @param execution how to run
     * @return one test per feature, and one of all together
     */
    public static ProportionalHazards test(CoxModel model, SurvivalTable data, TimeScale scale, Execution execution) {
        Objects.requireNonNull(scale, "scale");
        if (model.ties == Ties.EXACT) {
            throw new IllegalArgumentException(
                    "exact ties have no test of proportional hazards; fit with Efron's ties");
        }
        if (model.hasFirthCorrection()) {
            throw new IllegalArgumentException("Firth's estimates are not where the score is 0, on which the test of"
                    + " proportional hazards rests; fit without the correction");
        }
        CoxDesign design = model.design(data, execution);
        double[] time = scaled(design, scale);
        double[] squared = Arrays.stream(time).map(g -> g * g).toArray();
        double[] beta = model.scaledFor(design);
        CoxPass plain = pass(design, model.ties, null, beta, execution);
        CoxPass once = pass(design, model.ties, time, beta, execution);
        CoxPass twice = pass(design, model.ties, squared, beta, execution);
        int p = beta.length;
        double[][] information = plain.information;
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                if (model.aliased[j] || model.aliased[k]) {
                    information[j][k] = 0;
                }
            }
        }
        Cholesky factor = Cholesky.of(information, SINGULAR);
        // what is left of the products' score and information once the coefficients have had their say
        double[] score = new double[p];
        double[][] rest = new double[p][p];
        double[] adjusted = factor.solve(plain.score);
        for (int j = 0; j < p; j++) {
            if (model.aliased[j]) {
                continue;
            }
            score[j] = once.score[j] - CoxFit.dot(once.information[j], adjusted);
            double[] solved = factor.solve(once.information[j]);
            for (int k = 0; k < p; k++) {
                rest[j][k] = model.aliased[k] ? 0 : twice.information[j][k] - CoxFit.dot(once.information[k], solved);
            }
        }
        return of(model, score, rest);
    }

    private static ProportionalHazards of(CoxModel model, double[] score, double[][] rest) {
        Map<String, ChiSquareTest> features = new LinkedHashMap<>();
        for (int j = 0; j < score.length; j++) {
            if (!model.aliased[j]) {
                boolean testable = rest[j][j] > 0;
                features.put(
                        model.features.get(j),
                        ChiSquareTest.of(testable ? score[j] * score[j] / rest[j][j] : 0, testable ? 1 : 0));
            }
        }
        Cholesky factor = Cholesky.of(rest, SINGULAR);
        return new ProportionalHazards(
                features, ChiSquareTest.of(CoxFit.dot(score, factor.solve(score)), factor.rank()));
    }

    private static CoxPass pass(
            CoxDesign design, Ties ties, double @Nullable [] factor, double[] beta, Execution execution) {
        CoxPass pass = new CoxPass(design, ties, factor);
        if (!pass.at(beta, execution)) {
            throw new IllegalArgumentException(
                    "the model's hazards cannot be represented on this table; is it the one the model was fitted on?");
        }
        return pass;
    }

    /** The time of each bin on the scale, moved and stretched to [0, 1], which changes no test. */
    private static double[] scaled(CoxDesign d, TimeScale scale) {
        double[] g = new double[d.bins()];
        switch (scale) {
            case IDENTITY -> Arrays.setAll(g, b -> d.binTime(b));
            case LOG -> Arrays.setAll(g, b -> log(d.binTime(b)));
            case RANK -> ranks(d, g);
            case KAPLAN_MEIER -> kaplanMeier(d, g);
        }
        double least = Arrays.stream(g).min().orElseThrow();
        double width = Arrays.stream(g).max().orElseThrow() - least;
        for (int b = 0; b < g.length; b++) {
            g[b] = width > 0 ? (g[b] - least) / width : 0;
        }
        return g;
    }

    private static double log(double time) {
        if (time == 0) {
            throw new IllegalArgumentException("an event is at time 0, which has no logarithm; use another time scale");
        }
        return Math.log(time);
    }

    /** The mean rank, among the times of all rows, of those equal to each bin's time. */
    private static void ranks(CoxDesign d, double[] g) {
        double[] times = d.table.times().clone();
        Arrays.sort(times);
        for (int b = 0; b < g.length; b++) {
            int below = lower(times, d.binTime(b));
            int upTo = lower(times, Math.nextUp(d.binTime(b)));
            g[b] = (below + upTo + 1) / 2.0;
        }
    }

    /** How many of the sorted times are below one. */
    private static int lower(double[] sorted, double time) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** One curve over all strata, without weights, left-continuous. */
    private static void kaplanMeier(CoxDesign d, double[] g) {
        int[] all = new int[d.table.rows()];
        Arrays.setAll(all, i -> i);
        SurvivalTable plain = SurvivalTable.of(d.table.times(), d.table.events());
        double[] starts = d.table.starts();
        RiskSets sets = new RiskSets(starts == null ? plain : plain.withStarts(starts), all, new boolean[all.length]);
        double[] before = new double[sets.times.length];
        double s = 1;
        for (int k = 0; k < before.length; k++) {
            before[k] = s;
            s *= (sets.atRisk[k] - sets.events[k]) / sets.atRisk[k];
        }
        for (int b = 0; b < g.length; b++) {
            g[b] = 1 - before[Arrays.binarySearch(sets.times, d.binTime(b))];
        }
    }

    /** {@return the test of each feature, by name} */
    public Map<String, ChiSquareTest> features() {
        return Collections.unmodifiableMap(features);
    }

    /** {@return the test of all features together} */
    public ChiSquareTest global() {
        return global;
    }

    /**
     * The features for which proportional hazards are doubtful.
     *
     * @param level such as 0.05
     * @return the names of those whose p-value is below the level
     */
    public List<String> below(double level) {
        List<String> names = new ArrayList<>();
        features.forEach((name, test) -> {
            if (test.p() < level) {
                names.add(name);
            }
        });
        return names;
    }

    @Override
    public String toString() {
        return "ProportionalHazards[" + features + ", global=" + global + "]";
    }
}
