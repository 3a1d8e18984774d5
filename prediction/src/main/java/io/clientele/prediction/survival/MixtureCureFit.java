package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: two starts, from each the EM gradient and Newton steps, and the better end as a model. */
final class MixtureCureFit {

    private static final Logger LOG = LoggerFactory.getLogger(MixtureCure.class);
    private static final double ALIASED = 1e-11;
    /** Below this decrement the objective cannot tell a good step from a bad one any more. */
    private static final double BLIND = 1e-9;
    /** So many parts of a log-likelihood are rounding, which over many rows is more than that. */
    private static final double ROUNDING = 1e-13;

    private static final int HALVINGS = 60;
    /** A scale this many times smaller than the spread of the times has collapsed. */
    private static final double COLLAPSED = 1e6;

    private static final double UNSURE = 0.05;

    private final MixtureCure.Options o;
    private final SurvivalTable data;
    private final Execution execution;
    private final int[] incidenceColumns;
    private final int[] latencyColumns;
    private final List<String> names;
    private final AftRows incidence;
    private final AftRows latency;
    private final FeatureTable latencyFeatures;
    private final LifetimeShape shape;
    private final boolean fixedScale;
    private final int size;
    private final List<Double> history = new ArrayList<>();
    private boolean[] aliased = new boolean[0];
    private int steps;

    /** Where a climb ended. */
    private static final class End {

        final double[] theta;
        final MixtureCurePass pass;
        final double decrement;
        final boolean converged;

        End(double[] theta, MixtureCurePass pass, double decrement, boolean converged) {
            this.theta = theta;
            this.pass = pass;
            this.decrement = decrement;
            this.converged = converged;
        }
    }

    MixtureCureFit(MixtureCure.Options o, SurvivalTable data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
        FeatureTable features = data.features()
                .filter(table -> table.columns() > 0)
                .map(FeatureTable::requireFinite)
                .orElse(FeatureTable.of(List.of()));
        this.names = features.names();
        this.incidenceColumns = columns(features, o.incidence());
        this.latencyColumns = columns(features, o.latency());
        execution.checkCancelled();
        this.incidence = new AftRows(data, pick(features, incidenceColumns), execution);
        this.latencyFeatures = pick(features, latencyColumns);
        this.latency = new AftRows(data, latencyFeatures, execution);
        this.shape = new LifetimeShape(o.distribution(), 1);
        this.fixedScale = o.distribution() == LifetimeDistribution.EXPONENTIAL;
        this.size = incidence.u.length - 1 + latency.u.length;
        if (latency.events == 0) {
            throw new FitException(
                    "no events: all rows with a weight above 0 are censored, so nobody can tell who will never"
                            + " leave from who has not left yet; watch longer, or widen the definition of the event");
        }
        boolean censored = false;
        for (boolean event : latency.event) {
            censored |= !event;
        }
        if (!censored) {
            throw nobodyStays();
        }
    }

    private static int[] columns(FeatureTable features, @Nullable List<String> wanted) {
        int[] all = new int[wanted == null ? features.columns() : wanted.size()];
        for (int j = 0; j < all.length; j++) {
            all[j] = wanted == null ? j : features.index(wanted.get(j));
        }
        return all;
    }

    private static FeatureTable pick(FeatureTable features, int[] columns) {
        return columns.length == 0
                ? FeatureTable.of(List.of())
                : features.select(
                        Arrays.stream(columns).mapToObj(features.names()::get).toArray(String[]::new));
    }

    /** The log-likelihood at every step of every start, in order; NaN between starts. */
    List<Double> history() {
        return history;
    }

    MixtureCureModel fit() {
        End best = null;
        FitException failure = null;
        for (double[] start : new double[][] {startOfEvents(), startOfAll()}) {
            try {
                history.add(Double.NaN);
                End end = climb(start);
                if (best == null || end.pass.logLikelihood > best.pass.logLikelihood + 1e-9) {
                    best = end;
                }
            } catch (FitException e) {
                failure = e;
            }
        }
        if (best == null && failure != null) {
            throw failure;
        }
        if (best == null || best.pass.logLikelihood <= everybodyLeaves() + 1e-6) {
            throw nobodyStays();
        }
        return model(best);
    }

    private static FitException nobodyStays() {
        return new FitException(
                "no share that never leaves: the likelihood is highest when everybody leaves sooner or later; use"
                        + " AftRegression, or watch longer");
    }

    private double everybodyLeaves() {
        try {
            return AftRegression.of(o.distribution())
                    .fit(data.withFeatures(latencyFeatures), execution)
                    .logLikelihood();
        } catch (FitException e) {
            return Double.NEGATIVE_INFINITY; // no finite answer without such a share
        }
    }

    /** Latency of the events as they are; a share between those who left and all. */
    private double[] startOfEvents() {
        double total = 0;
        double logs = 0;
        double squares = 0;
        double[] column = latency.u[latency.u.length - 1];
        for (int i = 0; i < latency.rows; i++) {
            double w = latency.weight(i);
            total += w;
            if (latency.event[i]) {
                logs -= w * column[i];
                squares += w * column[i] * column[i];
            }
        }
        double mean = logs / latency.events;
        double deviation = Math.sqrt(Math.max(0, squares / latency.events - mean * mean));
        if (!(deviation > 1e-9) && !fixedScale) {
            throw collapsed();
        }
        double unit = switch (o.distribution()) {
            case EXPONENTIAL, WEIBULL -> Math.PI / Math.sqrt(6);
            case LOG_LOGISTIC -> Math.PI / Math.sqrt(3);
            default -> 1;
        };
        double centre = unit == Math.PI / Math.sqrt(6) ? -0.5772156649015329 : 0;
        double alpha = fixedScale ? latency.logScale : unit / deviation;
        double share = (1 + latency.events / total) / 2;
        return start(share, mean * alpha - centre, alpha);
    }

    /** Latency as if nearly everybody left. */
    private double[] startOfAll() {
        return start(0.95, 0, fixedScale ? latency.logScale : 1);
    }

    private double[] start(double share, double location, double alpha) {
        double[] theta = new double[size];
        theta[0] = Math.log(share / (1 - share));
        theta[incidence.u.length - 1] = location;
        theta[size - 1] = alpha;
        return theta;
    }

    private @Nullable MixtureCurePass at(double[] theta) {
        execution.checkCancelled();
        if (!(theta[size - 1] > 0)) {
            return null;
        }
        MixtureCurePass pass = new MixtureCurePass(incidence, latency, shape, theta, execution);
        return Double.isFinite(pass.logLikelihood) ? pass : null;
    }

    private End climb(double[] start) {
        double[] theta = start;
        MixtureCurePass pass = at(theta);
        if (pass == null) {
            throw new FitException("the likelihood cannot be represented at its start; check the scale of times");
        }
        history.add(pass.logLikelihood);
        findAliased(pass);
        int expected = 0;
        for (boolean none : aliased) {
            expected += none ? 0 : 1;
        }
        double decrement = Double.POSITIVE_INFINITY;
        double[] before = new double[size];
        for (int iteration = 0; iteration < o.maxIterations(); iteration++) {
            Cholesky factor = Cholesky.of(masked(pass.observed), ALIASED);
            boolean newton = factor.rank() == expected;
            if (!newton) {
                factor = Cholesky.of(masked(pass.complete), ALIASED);
                if (factor.rank() < expected) { // information that fades is a sign of an estimate that is not finite
                    refuseEndless(before);
                }
            }
            double[] step = factor.solve(pass.score);
            before = step;
            decrement = CoxFit.dot(pass.score, step);
            boolean last = newton && decrement <= o.tolerance();
            if (last) {
                refuseEndless(step);
            }
            boolean blind = decrement < Math.max(BLIND, ROUNDING * Math.abs(pass.logLikelihood));
            double[] next = theta;
            MixtureCurePass better = null;
            double share = 1;
            for (int h = 0; h < HALVINGS && better == null; h++, share /= 2) {
                next = theta.clone();
                for (int j = 0; j < size; j++) {
                    next[j] += share * step[j];
                }
                MixtureCurePass tried = at(next);
                better = tried != null && ((newton && blind) || tried.logLikelihood >= pass.logLikelihood)
                        ? tried
                        : null;
            }
            execution.progress("EM and Newton", ++steps, -1);
            if (better == null) {
                return new End(theta, pass, decrement, false);
            }
            theta = next;
            pass = better;
            history.add(pass.logLikelihood);
            if (theta[size - 1] > COLLAPSED && !fixedScale) {
                throw collapsed();
            }
            if (last) {
                return new End(theta, pass, decrement, true);
            }
        }
        return new End(theta, pass, decrement, false);
    }

    private void findAliased(MixtureCurePass pass) {
        aliased = new boolean[size];
        aliased[size - 1] = fixedScale;
        Cholesky factor = Cholesky.of(masked(pass.complete), ALIASED);
        boolean[] found = new boolean[size];
        for (int j = 0; j < size; j++) {
            found[j] = factor.aliased(j);
        }
        aliased = found;
    }

    private double[][] masked(double[][] information) {
        double[][] own = new double[size][size];
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < size; k++) {
                own[j][k] = aliased[j] || aliased[k] ? 0 : information[j][k];
            }
        }
        return own;
    }

    private static FitException collapsed() {
        return new FitException(
                "the scale shrinks to 0: the events have next to no spread for their features, so the likelihood"
                        + " has no maximum; drop features, or look at the times");
    }

    /** A step that moves some row although the likelihood hardly rises any more goes on for ever. */
    private void refuseEndless(double[] step) {
        int a = incidence.u.length - 1;
        double who = move(incidence, step, 0, a);
        double when = move(latency, step, a, size - a);
        if (who <= 0.01 && when <= 0.01) {
            return;
        }
        boolean first = who >= when;
        int from = first ? 1 : a + 1;
        int to = first ? a : size - 1;
        double most = 0;
        for (int j = from - 1; j < to; j++) { // the constant too: if it alone goes on, no column is to blame
            most = Math.max(most, Math.abs(step[j]));
        }
        List<String> columns = new ArrayList<>();
        for (int j = from; j < to; j++) {
            if (Math.abs(step[j]) > 1e-3 * most) {
                columns.add("'" + names.get(first ? incidenceColumns[j - 1] : latencyColumns[j - a - 1]) + "'");
            }
        }
        if (columns.isEmpty()) {
            throw first ? nobodyStays() : collapsed();
        }
        throw new FitException("no finite estimate: column(s) " + String.join(", ", columns)
                + " set(s) apart customers of whom all or none " + (first ? "ever leave" : "leave")
                + "; drop or merge the column(s), or watch longer");
    }

    private static double move(AftRows rows, double[] step, int from, int columns) {
        double largest = 0;
        for (int i = 0; i < rows.rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += step[from + j] * rows.u[j][i];
            }
            largest = Math.max(largest, Math.abs(sum));
        }
        return largest;
    }

    private MixtureCureModel model(End end) {
        int a = incidence.u.length - 1;
        int b = latency.u.length;
        double alpha = end.theta[size - 1];
        double scale = latency.logScale / alpha;
        double[] gamma = new double[a];
        gamma[0] = end.theta[0];
        for (int j = 1; j < a; j++) {
            gamma[j] = end.theta[j] / incidence.scale[j - 1];
            gamma[0] -= gamma[j] * incidence.mean[j - 1];
        }
        double[] beta = new double[b - 1];
        beta[0] = latency.logMean + scale * end.theta[a];
        for (int j = 1; j < b - 1; j++) {
            beta[j] = end.theta[a + j] * scale / latency.scale[j - 1];
            beta[0] -= beta[j] * latency.mean[j - 1];
        }
        Cholesky factor = Cholesky.of(masked(end.pass.observed), ALIASED);
        int expected = 0;
        for (boolean none : aliased) {
            expected += none ? 0 : 1;
        }
        boolean peak = factor.rank() == expected;
        // away from a peak the information of the complete data is at least a covariance, and the report says so
        double[][] inverse = (peak ? factor : Cholesky.of(masked(end.pass.complete), ALIASED)).inverse();
        double[][] jacobian = jacobian(beta, alpha, scale);
        double[][] transposed = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                transposed[i][j] = jacobian[j][i];
            }
        }
        FollowUpTest followUp = FollowUpTest.of(data);
        return new MixtureCureModel(
                o.distribution(),
                names,
                incidenceColumns,
                latencyColumns,
                gamma,
                beta,
                Arrays.copyOf(aliased, size - 1),
                scale,
                CoxSandwich.multiply(CoxSandwich.multiply(jacobian, inverse), transposed),
                end.pass.logLikelihood,
                followUp,
                o.confidence(),
                report(end, peak, followUp));
    }

    private double[][] jacobian(double[] beta, double alpha, double scale) {
        int a = incidence.u.length - 1;
        double[][] jacobian = new double[size][size];
        jacobian[0][0] = 1;
        for (int j = 1; j < a; j++) {
            jacobian[j][j] = 1 / incidence.scale[j - 1];
            jacobian[0][j] = -incidence.mean[j - 1] / incidence.scale[j - 1];
        }
        jacobian[a][a] = scale;
        for (int j = 1; j < beta.length; j++) {
            jacobian[a + j][a + j] = scale / latency.scale[j - 1];
            jacobian[a][a + j] = -latency.mean[j - 1] * scale / latency.scale[j - 1];
            jacobian[a + j][size - 1] = -beta[j] / alpha;
        }
        jacobian[a][size - 1] = -(beta[0] - latency.logMean) / alpha;
        jacobian[size - 1][size - 1] = -1 / alpha;
        return jacobian;
    }

    private FitReport report(End end, boolean peak, FollowUpTest followUp) {
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(steps)
                .converged(end.converged)
                .change(Math.max(0, end.decrement));
        if (!end.converged) {
            report.warning("not converged after " + steps + " iterations; raise maxIterations, or drop features"
                    + (peak ? "" : "; standard errors are too small"));
        }
        if (!followUp.sufficient(UNSURE)) {
            report.warning(String.format(
                    Locale.ROOT,
                    "the watch may be too short to tell who never leaves: the last event was at %s, the end at %s, p = %.2g (Maller"
                            + " and Zhou); take the share that never leaves with care, or watch longer",
                    followUp.lastEvent(),
                    followUp.lastTime(),
                    followUp.p()));
        }
        int a = incidence.u.length - 1;
        List<String> none = new ArrayList<>();
        for (int j = 1; j < size - 1; j++) {
            if (aliased[j] && j != a) {
                none.add("'" + names.get(j < a ? incidenceColumns[j - 1] : latencyColumns[j - a - 1]) + "'"
                        + (j < a ? " (who leaves)" : " (when)"));
            }
        }
        if (!none.isEmpty()) {
            report.warning("aliased, because constant or a combination of the columns before: "
                    + String.join(", ", none) + "; without effect on the predictions");
        }
        FitReport done = report.build();
        if (end.converged) {
            LOG.debug("mixture cure: {}", done);
        } else {
            LOG.warn("mixture cure: {}", done);
        }
        return done;
    }
}
