package io.clientele.attribution.mediamix;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fit: screening, penalty, search, bootstrap, report. */
final class MixFit {

    private static final Logger LOG = LoggerFactory.getLogger(MediaMix.class);
    private static final int STARTS = 12;
    /** Well above the square of what rounding leaves. */
    private static final double NOTHING = 1e-20;

    private final MediaWeeks weeks;
    private final MixOptions o;
    private final Execution execution;
    private final List<String> channels;
    private final double[] sales;

    MixFit(MediaWeeks weeks, MixOptions o, Execution execution) {
        this.weeks = weeks;
        this.o = o;
        this.execution = execution;
        this.channels = weeks.channels();
        this.sales = weeks.sales();
    }

    MediaMixModel run() {
        Screening.check(weeks, o);
        execution.checkCancelled();
        Problem p = new Problem(weeks, o, weeks.weeks());
        double[] before = Screening.checkColumns(weeks, o, p);
        double[] seen = Arrays.copyOfRange(sales, o.lags(), sales.length);
        double[] target = seen.clone();
        p.basis.residual(target);
        double total = squares(seen);
        if (!(Reductions.dot(target, target, 0, p.n) > NOTHING * Reductions.dot(seen, seen, 0, p.n))) {
            throw new FitException(
                    "sales are the same in every week, or the trend, the season and the controls explain all of"
                            + " them: nothing is left for channels to explain; leave out controls that are part of sales");
        }
        RidgeChoice choice = RidgeChoice.of(weeks, o, execution);
        Search best = Starts.best(p, target, choice.ridge(), STARTS, o.seed(), "starts", execution);
        Fitted fitted = Fitted.of(p, best, seen);
        double effective = effectiveParameters(p, best);
        double left = Reductions.dot(fitted.residuals, fitted.residuals, 0, p.n);
        // what a penalty takes from the channels would be missing from every draw
        double weak = Math.min(choice.ridge(), o.ridge().orElse(RidgeChoice.PENALTIES[0]));
        Search undersmoothed = weak < choice.ridge()
                ? Starts.best(p, target, weak, STARTS, o.seed(), "starts for draws", execution)
                : best;
        Autoregression noise = Autoregression.of(Fitted.of(p, undersmoothed, seen).residuals, p, undersmoothed);
        Draws draws = Draws.of(p, undersmoothed, weak, noise, o.draws(), o.seed(), execution);
        MixDiagnostics diagnostics = new MixDiagnostics(
                p.n,
                1 - left / total,
                Math.sqrt(left / (p.n - effective)),
                autocorrelation(fitted.residuals, left),
                effective,
                choice.ridge(),
                choice.error(),
                noise.correlation);
        List<MediaEffect> effects = new ArrayList<>();
        List<ResponseCurve> curves = new ArrayList<>();
        double[] inflation = inflation(p, best);
        for (int c = 0; c < p.channels; c++) {
            effects.add(effect(p, best, fitted.coefficients[c], draws, inflation[c], c));
            curves.add(new ResponseCurve(
                    fitted.coefficients[c],
                    p.hill(c, best.points[c]),
                    o.confidence(),
                    draws.coefficients[c],
                    draws.halves[c],
                    draws.slopes[c]));
        }
        FitReport.Builder report =
                FitReport.builder().rows(p.n).iterations(best.sweeps).converged(best.settled);
        MixWarnings.of(weeks, o, p, best, diagnostics, effects, before).forEach(report::warning);
        MediaMixModel model = new MediaMixModel(
                o.design(weeks, weeks.weeks()), fitted.controls, effects, curves, diagnostics, report.build());
        if (best.settled) {
            LOG.debug("media mix: {}", model.report());
        } else {
            LOG.warn("media mix: {}", model.report());
        }
        return model;
    }

    private MediaEffect effect(Problem p, Search best, double b, Draws draws, double inflation, int c) {
        Adstock adstock = p.spaces[c].adstock(best.points[c]);
        double contribution = b * best.sums[c];
        double marginal = p.marginalReturn(c, best.points[c], b);
        return new MediaEffect(
                channels.get(c),
                p.spent[c],
                contribution,
                interval(c, draws.contributions[c], contribution, Double.POSITIVE_INFINITY),
                marginal,
                interval(c, draws.marginals[c], marginal, Double.POSITIVE_INFINITY),
                adstock.meanLag(),
                interval(c, draws.meanLags[c], adstock.meanLag(), o.lags()),
                inflation,
                adstock);
    }

    /** Draws keep to what is known of a channel; what reaches beyond them would not. */
    private Interval interval(int c, double[] draws, double estimate, double highest) {
        boolean known = o.bounds().containsKey(channels.get(c));
        return known ? Draws.middle(draws, o.confidence()) : Draws.interval(draws, estimate, highest, o.confidence());
    }

    private double[] inflation(Problem p, Search best) {
        double[][] columns = new double[p.channels][p.n];
        for (int c = 0; c < p.channels; c++) {
            p.column(c, best.points[c], new double[p.n], columns[c]);
        }
        double[][] controls = o.design(weeks, weeks.weeks()).columns(weeks, o.lags(), weeks.weeks());
        return Collinearity.inflation(controls, columns);
    }

    private static double effectiveParameters(Problem p, Search best) {
        double sum = p.basis.rank + best.effectiveChannels();
        double[] b = best.coefficients();
        for (int c = 0; c < p.channels; c++) {
            for (int d = 0; b[c] > 0 && d < best.points[c].length; d++) {
                int at = best.points[c][d];
                sum += at > 0 && at < p.spaces[c].last(d) ? 1 : 0;
            }
        }
        return sum;
    }

    private static double autocorrelation(double[] residuals, double squares) {
        double products = 0;
        for (int t = 1; t < residuals.length; t++) {
            products += residuals[t] * residuals[t - 1];
        }
        return squares > 0 ? products / squares : 0;
    }

    private static double squares(double[] x) {
        double mean = Reductions.sum(x, 0, x.length) / x.length;
        double sum = 0;
        for (double v : x) {
            sum += (v - mean) * (v - mean);
        }
        return sum;
    }
}
