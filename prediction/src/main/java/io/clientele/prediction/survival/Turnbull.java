package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What share of customers is still there, if it is only known between which two looks each of them left?
 *
 * <p>Turnbull's estimate: the distribution of highest likelihood, which puts all mass on the innermost intervals, those that begin with a left
 * end and end with the next right end. Found by turns of the self-consistency (EM) step and the iterative convex minorant, until no shift of
 * mass can raise the likelihood (the conditions of Gentleman and Geyer); one curve per group.
 *
 * <ul>
 *   <li>Exact and right-censored times give the curve of {@link KaplanMeier}.
 *   <li>Within an innermost interval the curve is not determined: {@link TurnbullCurve} gives both bounds.
 *   <li>No standard errors: under interval censoring the estimate converges more slowly than with the square root of the rows and Greenwood's
 *       argument fails. Fit {@link AftRegression} to the same table for intervals, or resample customers.
 *   <li>Nobody has left: all mass lies after the last look, the curve stays at 1, and a warning says so.
 *   <li>No rows: refused. Not converged after the limit of iterations: a warning.
 * </ul>
 *
 * <p>Time O(rows) per iteration after sorting, some tens to hundreds of them. Immutable and thread-safe.
 *
 * <pre>{@code
 * TurnbullCurve curve = Turnbull.create().fit(seen).curve("all");
 * double atLeast = curve.lower(6);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1976.tb01597.x">Turnbull (1976), The empirical distribution function with arbitrarily grouped,
 *     censored and truncated data</a>
 * @see <a href="https://doi.org/10.1093/biomet/81.3.618">Gentleman and Geyer (1994), Maximum likelihood for interval censored data: consistency and
 *     computation</a>
 * @see "Wellner and Zhan (1997), A hybrid algorithm for computation of the nonparametric
 *     maximum likelihood estimator from censored data"
 */
public final class Turnbull implements Estimator<IntervalTable, TurnbullCurves> {

    private static final Logger LOG = LoggerFactory.getLogger(Turnbull.class);

    private record Options(int maxIterations, double tolerance) {}

    private final Options o;

    private Turnbull(Options o) {
        this.o = o;
    }

    /** {@return at most 10,000 iterations, to a gain of 1e-11 per customer} */
    public static Turnbull create() {
        return new Turnbull(new Options(10_000, 1e-11));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public Turnbull withMaxIterations(int maxIterations) {
        return new Turnbull(new Options(Check.atLeast("maxIterations", maxIterations, 1), o.tolerance));
    }

    /**
     * The same with another stopping rule.
     *
     * @param gain stop when no shift of mass to one interval raises the log-likelihood per customer by more than this for a unit of mass
     * @return a new recipe
     */
    public Turnbull withTolerance(double gain) {
        return new Turnbull(new Options(o.maxIterations, Check.positive("tolerance", gain)));
    }

    @Override
    public TurnbullCurves fit(IntervalTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        execution.checkCancelled();
        execution.progress("curves", 0, 1);
        Labels groups = data.groupLabels();
        List<String> names = groups == null ? List.of(KaplanMeier.ALL) : groups.names();
        TurnbullFit[] fits = new TurnbullFit[names.size()];
        Chunks.tasks(fits.length, execution, g -> {
            int[] rows = new int[data.rows()];
            int n = 0;
            for (int i = 0; i < rows.length; i++) {
                if (data.weight(i) > 0 && (groups == null || groups.code(i) == g)) {
                    rows[n++] = i;
                }
            }
            fits[g] = new TurnbullFit(data, Arrays.copyOf(rows, n), o.maxIterations, o.tolerance, execution);
        });
        List<TurnbullCurve> curves = new ArrayList<>();
        FitReport.Builder report = FitReport.builder().rows(data.rows());
        int iterations = 0;
        double gain = 0;
        boolean converged = true;
        for (int g = 0; g < fits.length; g++) {
            TurnbullFit fit = fits[g];
            String name = names.get(g);
            if (fit.empty()) {
                report.warning("group '" + name + "' has no row with a weight above 0 and no curve");
                continue;
            }
            curves.add(fit.curve(name));
            iterations = Math.max(iterations, fit.iterations());
            gain = Math.max(gain, fit.gain());
            if (fit.gain() > o.tolerance) {
                converged = false;
                report.warning("group '" + name + "': not converged after " + fit.iterations()
                        + " iterations; raise maxIterations");
            }
            if (fit.nobodyLeft()) {
                report.warning("group '" + name + "': nobody has left, the curve stays at 1");
            }
        }
        FitReport done =
                report.iterations(iterations).converged(converged).change(gain).build();
        if (converged) {
            LOG.debug("Turnbull: {}", done);
        } else {
            LOG.warn("Turnbull: {}", done);
        }
        execution.progress("curves", 1, 1);
        return new TurnbullCurves(List.copyOf(curves), done);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Turnbull that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Turnbull" + o.toString().substring("Options".length());
    }
}
