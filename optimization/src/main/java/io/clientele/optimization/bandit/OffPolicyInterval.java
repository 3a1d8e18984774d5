package io.clientele.optimization.bandit;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;

/**
 * How far may a policy's value be from its estimate? The kinds of intervals for {@link OffPolicyEvaluation#withInterval}.
 *
 * <table>
 * <caption>What each kind asks for and gives</caption>
 * <tr><th>kind</th><th>for</th><th>holds</th></tr>
 * <tr><td>{@link #student}</td><td>all estimators</td><td>with many decisions, weights not too heavy</td></tr>
 * <tr><td>{@link #bootstrap}</td><td>all estimators</td><td>the same, and follows skewed rewards</td></tr>
 * <tr><td>{@link #empiricalBernstein(double)}</td><td>IPS, clipped IPS; with two ends doubly robust too</td><td>always, at a number of decisions fixed beforehand</td></tr>
 * <tr><td>{@link #confidenceSequence(double)}</td><td>IPS, clipped IPS; with two ends doubly robust too</td><td>always, however often one looks</td></tr>
 * </table>
 *
 * <p>What holds always is wide: the bound on weight times reward must be one that could be told before the log was seen, such as the
 * largest share by the smallest propensity, times the largest reward. The interval of clipped IPS is one for the clipped mean.
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * OffPolicyEvaluation recipe = OffPolicyEvaluation.create().withInterval(OffPolicyInterval.bootstrap(2_000, 1));
 * }</pre>
 */
public final class OffPolicyInterval {

    /** What is computed. */
    enum Kind {
        STUDENT,
        BOOTSTRAP,
        EMPIRICAL_BERNSTEIN,
        CONFIDENCE_SEQUENCE
    }

    private record Options(Kind kind, int samples, long seed, double least, double most, boolean models) {}

    private static final OffPolicyInterval STUDENT = new OffPolicyInterval(new Options(Kind.STUDENT, 0, 0, 0, 0, true));

    private final Options o;

    private OffPolicyInterval(Options o) {
        this.o = o;
    }

    /** {@return Student's interval: the estimate and its standard error, rows less one degrees of freedom} */
    public static OffPolicyInterval student() {
        return STUDENT;
    }

    /**
     * The bias-corrected and accelerated bootstrap over decisions (Efron 1987, "Better bootstrap confidence intervals"). Time
     * O(samples · rows) for each estimator, spread over the threads; the same bits for any number of them.
     *
     * @param samples at least 100; 2,000 are customary
     * @param seed any number
     * @return the kind
     */
    public static OffPolicyInterval bootstrap(int samples, long seed) {
        Check.atLeast("samples", samples, 100);
        return new OffPolicyInterval(new Options(Kind.BOOTSTRAP, samples, seed, 0, 0, true));
    }

    /**
     * The empirical Bernstein bound (Maurer and Pontil 2009, "Empirical Bernstein bounds and sample variance penalization", theorem
     * 4), on both sides.
     *
     * @param bound no weight times reward can be above it; none may be below 0
     * @return the kind
     */
    public static OffPolicyInterval empiricalBernstein(double bound) {
        Check.positive("bound", bound);
        return new OffPolicyInterval(new Options(Kind.EMPIRICAL_BERNSTEIN, 0, 0, 0, bound, false));
    }

    /**
     * The empirical Bernstein bound for the doubly robust estimators too, whose parts q + w (r - q) may be below 0. With rewards and
     * the model's expectations from 0 to R and weights up to W, the parts are from {@code R - W R} (or 0, if that is above) to {@code W R}
     * or {@code R}, whichever is more.
     *
     * @param least no decision's part can be below it
     * @param most no decision's part can be above it; above {@code least}
     * @return the kind, for IPS, clipped IPS and the doubly robust estimators that are no ratios
     */
    public static OffPolicyInterval empiricalBernstein(double least, double most) {
        return bounded(Kind.EMPIRICAL_BERNSTEIN, least, most);
    }

    private static OffPolicyInterval bounded(Kind kind, double least, double most) {
        Check.finite("least", least);
        Check.finite("most", most);
        if (!(least < most)) {
            throw new IllegalArgumentException("least must be below most, got " + least + " and " + most);
        }
        return new OffPolicyInterval(new Options(kind, 0, 0, least, most, true));
    }

    /**
     * A confidence sequence by betting (Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by betting", the
     * hedged capital of section 4.3; for off-policy evaluation: Waudby-Smith and others 2024, "Anytime-valid off-policy inference for
     * contextual bandits"). With the chance of the confidence, the intervals of <em>all</em> lengths of the log hold the value, so
     * one may look after every decision and stop at will. The rows must be in the order of time, each propensity known beforehand.
     *
     * @param bound no weight times reward can be above it; none may be below 0
     * @return the kind
     */
    public static OffPolicyInterval confidenceSequence(double bound) {
        Check.positive("bound", bound);
        return new OffPolicyInterval(new Options(Kind.CONFIDENCE_SEQUENCE, 0, 0, 0, bound, false));
    }

    /**
     * A confidence sequence for the doubly robust estimators too; see {@link #confidenceSequence(double)} and {@link #empiricalBernstein(double,
     * double)}. The model must not have seen the row it judges nor later ones: fitted on an earlier log, not cross-fitted on this one.
     *
     * @param least no decision's part can be below it
     * @param most no decision's part can be above it; above {@code least}
     * @return the kind, for IPS, clipped IPS and the doubly robust estimators that are no ratios
     */
    public static OffPolicyInterval confidenceSequence(double least, double most) {
        return bounded(Kind.CONFIDENCE_SEQUENCE, least, most);
    }

    Kind kind() {
        return o.kind;
    }

    int samples() {
        return o.samples;
    }

    long seed() {
        return o.seed;
    }

    double least() {
        return o.least;
    }

    double most() {
        return o.most;
    }

    /**
     * Whether there is such an interval for an estimator. Where there is none, a result does not have that estimator.
     *
     * @param estimator to ask for
     * @return true if there is
     */
    public boolean suits(OffPolicyEstimator estimator) {
        if (o.kind == Kind.STUDENT || o.kind == Kind.BOOTSTRAP) {
            return true;
        }
        return switch (estimator) {
            case IPS, CLIPPED_IPS -> true;
            case DOUBLY_ROBUST, SWITCH_DOUBLY_ROBUST, SHRUNK_DOUBLY_ROBUST -> o.models;
            case SNIPS, DIRECT_METHOD, SELF_NORMALISED_DOUBLY_ROBUST -> false;
        };
    }

    /**
     * The interval around a mean of what each decision brings, such as its weight times its reward.
     *
     * @param parts in the order of the log, two or more
     * @param confidence such as 0.95
     * @param execution how to run
     * @return the interval
     */
    public Interval ofMean(double[] parts, double confidence, Execution execution) {
        Check.atLeast("number of decisions", parts.length, 2);
        Check.confidence(confidence);
        Moments moments = Moments.of(parts);
        double error = moments.standardDeviation() / Math.sqrt(parts.length);
        return switch (o.kind) {
            case STUDENT -> {
                double t = Distributions.studentQuantile(0.5 + confidence / 2, parts.length - 1.0);
                yield new Interval(moments.mean() - t * error, moments.mean() + t * error, confidence);
            }
            case BOOTSTRAP ->
                new BcaBootstrap(EstimateParts.mean(parts.clone()), o.samples, o.seed)
                        .interval(moments.mean(), confidence, execution);
            case EMPIRICAL_BERNSTEIN -> BoundedMean.of(parts, o.least, o.most).empiricalBernstein(confidence);
            case CONFIDENCE_SEQUENCE -> BoundedMean.of(parts, o.least, o.most).confidenceSequence(confidence);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OffPolicyInterval that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return switch (o.kind) {
            case STUDENT -> "Student";
            case BOOTSTRAP -> "bootstrap of " + o.samples + ", seed " + o.seed;
            case EMPIRICAL_BERNSTEIN -> "empirical Bernstein " + range();
            case CONFIDENCE_SEQUENCE -> "confidence sequence " + range();
        };
    }

    private String range() {
        return o.models ? "from " + o.least + " to " + o.most : "up to " + o.most;
    }
}
