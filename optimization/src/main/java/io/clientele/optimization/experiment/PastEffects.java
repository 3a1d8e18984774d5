package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;

/**
 * What is a new test's effect likely to be, in the light of past ones, when there are too few of them to know how far effects spread?
 *
 * <p>{@link EffectPrior} takes the mean and the spread of true effects as it estimates them, so that its intervals are too short. Here
 * both are flat beforehand (Gelman 2006), and what follows from each spread is averaged by the spread's chance given all tests, the
 * new one included. What comes out is described by its mean and standard deviation. Of 95 % intervals after 10 to 100 past tests, with
 * noise from half to twice the spread, 93 to 97 % held the truth (2,000 seeded rounds each in the tests); with no spread at all more did.
 *
 * <ul>
 *   <li>Take <em>all</em> tests of the past, not the published winners: leaving out the failures makes the prior too hopeful.
 *   <li>Effects must be comparable: lifts in percent, or log odds, rather than amounts of different shops.
 *   <li>No more spread than chance: the new effect is pulled close to the mean, but unlike there its interval keeps a width.
 *   <li>Two past tests are enough, and say little.
 * </ul>
 *
 * <p>Time O(past tests) a question, times 400 spreads, the same ones in each run. Immutable and thread-safe.
 *
 * <pre>{@code
 * PastEffects past = PastEffects.of(pastLifts, pastErrors);
 * ShrunkenEffect likely = past.posterior(0.04, 0.02);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1080/01621459.1983.10477920">Morris (1983), Parametric empirical Bayes inference: theory and
 *     applications</a>
 * @see <a href="https://doi.org/10.1214/06-BA117A">Gelman (2006), Prior distributions for variance parameters in hierarchical models</a>
 */
public final class PastEffects {

    private static final int SPREADS = 400;

    private final double[] y;
    private final double[] variances;
    /** The usual standard error; effects are kept in units of it, so that squares neither overflow nor vanish. */
    private final double unit;

    private PastEffects(double[] y, double[] variances, double unit) {
        this.y = y;
        this.variances = variances;
        this.unit = unit;
    }

    /**
     * Takes in past tests.
     *
     * @param effects as measured, one a test, two or more
     * @param standardErrors of the effects, above 0
     * @return the past
     */
    public static PastEffects of(double[] effects, double[] standardErrors) {
        EffectPrior.requirePast(effects, standardErrors);
        int n = effects.length;
        double least = Double.POSITIVE_INFINITY;
        for (double error : standardErrors) {
            least = Math.min(least, error);
        }
        double precision = 0;
        for (double error : standardErrors) {
            precision += least / error * (least / error) / n;
        }
        double unit = least / Math.sqrt(precision);
        double[] y = new double[n];
        double[] variances = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = effects[i] / unit;
            variances[i] = standardErrors[i] / unit * (standardErrors[i] / unit);
        }
        return new PastEffects(y, variances, unit);
    }

    /**
     * What an effect is likely to be, after a test and in the light of the past ones.
     *
     * @param effect as measured
     * @param standardError of the effect, above 0
     * @return the effect, pulled towards the mean, with what is not known of it
     */
    public ShrunkenEffect posterior(double effect, double standardError) {
        double z = Check.finite("effect", effect) / unit;
        double own = Check.positive("standardError", standardError) / unit * (standardError / unit);
        double[] logWeight = new double[SPREADS];
        double[] mean = new double[SPREADS];
        double[] variance = new double[SPREADS];
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < SPREADS; k++) {
            double share = (k + 0.5) / SPREADS; // the spread from 0 to infinity, as share / (1 - share)
            double spread = share / (1 - share);
            double v = spread * spread;
            double weights = 0;
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                weights += 1 / (variances[i] + v);
                sum += y[i] / (variances[i] + v);
            }
            double middle = sum / weights;
            double log = 2 * Math.log(1 + spread) - 0.5 * Math.log(weights); // the first: length of its step
            for (int i = 0; i < y.length; i++) {
                double away = y[i] - middle;
                log -= 0.5 * (Math.log(variances[i] + v) + away * away / (variances[i] + v));
            }
            double before = v + 1 / weights; // of the new true effect around the mean that is estimated
            double all = before + own;
            logWeight[k] = log - 0.5 * (Math.log(all) + (z - middle) * (z - middle) / all);
            mean[k] = middle + before / all * (z - middle);
            variance[k] = before * (own / all);
            most = Math.max(most, logWeight[k]);
        }
        double total = 0;
        double center = 0;
        for (int k = 0; k < SPREADS; k++) {
            double weight = Math.exp(logWeight[k] - most);
            total += weight;
            center += weight * mean[k];
        }
        center /= total;
        double unknown = 0;
        for (int k = 0; k < SPREADS; k++) {
            double away = mean[k] - center;
            unknown += Math.exp(logWeight[k] - most) / total * (variance[k] + away * away);
        }
        return new ShrunkenEffect(center * unit, Math.sqrt(unknown) * unit);
    }

    /** {@return how many tests there were} */
    public int tests() {
        return y.length;
    }

    @Override
    public String toString() {
        return "PastEffects[" + y.length + " tests]";
    }
}
