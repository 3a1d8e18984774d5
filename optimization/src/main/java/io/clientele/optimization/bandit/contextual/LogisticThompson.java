package io.clientele.optimization.bandit.contextual;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which arm should be shown to this visitor, where the outcome is success or failure, while it is being learned what makes for success?
 *
 * <p>Thompson sampling for logistic regression, a model by arm or one of all arms. The posterior is taken as normal around its mode, with
 * the inverse of the curvature there as covariance (Laplace's approximation), all of it and not the diagonal alone. A unit follows one of
 * {@link #withDraws} models drawn from it.
 *
 * <ul>
 *   <li>The prior of every coefficient is normal around 0. So success is expected half of the time where nothing is known; where rates
 *       are known to be low, {@link #withPriorRate} says so.
 *   <li>Separated data are no trouble: the prior keeps the mode finite.
 *   <li>A share is a whole number of votes of the drawn models: the smallest but 0 is 1 by their number. Set a floor if every arm
 *       must go on being tried.
 * </ul>
 *
 * <p>Fitting takes a few passes over the distinct contexts, O(contexts · features²) each, choosing O(arms · features). Immutable and
 * thread-safe; equal by value.
 *
 * <pre>{@code
 * LogisticThompson recipe = LogisticThompson.of(List.of("returning", "mobile"), "control", "banner");
 * ContextualSnapshot snapshot = recipe.withPriorRate(0.05).fit(counts);
 * }</pre>
 *
 * @see <a href="https://papers.nips.cc/paper/4321-an-empirical-evaluation-of-thompson-sampling">Chapelle and Li (2011), algorithm 3</a>
 */
public final class LogisticThompson extends ContextualPolicy<LogisticThompson, ContextualCounts> {

    private record Settings(
            double precision, double priorRate, @Nullable ArmFeatures armFeatures, int draws) {}

    private final Settings s;

    private LogisticThompson(ContextualArms arms, Settings s) {
        super(arms);
        this.s = s;
    }

    /**
     * A recipe with a model by arm, precision 1, prior rate 0.5, 128 drawn models and no guardrails.
     *
     * @param features names of what is known in each context; all differ
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static LogisticThompson of(List<String> features, String... arms) {
        return new LogisticThompson(ContextualArms.of(features, List.of(arms)), new Settings(1, 0.5, null, 128));
    }

    @Override
    LogisticThompson with(ContextualArms changed) {
        return new LogisticThompson(changed, s);
    }

    /**
     * The same with another precision of the prior: one by the variance of each coefficient.
     *
     * @param precision above 0
     * @return the recipe
     */
    public LogisticThompson withPrecision(double precision) {
        Check.between("precision", precision, 1e-9, 1e9);
        return new LogisticThompson(arms, new Settings(precision, s.priorRate, s.armFeatures, s.draws));
    }

    /**
     * The same with another rate of success that is expected where all features are 0 and nothing is known.
     *
     * @param rate above 0 and below 1
     * @return the recipe
     */
    public LogisticThompson withPriorRate(double rate) {
        Check.between("rate", rate, 1e-12, 1 - 1e-12);
        return new LogisticThompson(arms, new Settings(s.precision, rate, s.armFeatures, s.draws));
    }

    /**
     * The same with one model of all arms in place of a model for each.
     *
     * @param known features of all listed arms
     * @return the recipe
     */
    public LogisticThompson withArmFeatures(ArmFeatures known) {
        Objects.requireNonNull(known, "armFeatures");
        return new LogisticThompson(arms, new Settings(s.precision, s.priorRate, known, s.draws));
    }

    /**
     * The same with another number of drawn models.
     *
     * @param draws at least 2
     * @return the recipe
     */
    public LogisticThompson withDraws(int draws) {
        Check.atLeast("draws", draws, 2);
        return new LogisticThompson(arms, new Settings(s.precision, s.priorRate, s.armFeatures, draws));
    }

    @Override
    ContextualSnapshot snapshot(ContextualCounts counts, Execution execution) {
        requireFeatures(counts.features());
        Design design = new Design(arms.features(), arms.names(), s.armFeatures);
        ContextualArms.Shown shown = arms.shown();
        LogisticLaplace[] posteriors = new LogisticLaplace[design.models()];
        boolean converged = true;
        long rows = 0;
        double[] center = new double[design.size()];
        center[0] = StrictMath.log(s.priorRate / (1 - s.priorRate));
        for (int m = 0; m < posteriors.length; m++) {
            LogisticRows own = LogisticRows.of(design, counts, m);
            rows += own.trials();
            posteriors[m] = LogisticLaplace.fit(own, center, s.precision, design.names());
            converged &= posteriors[m].converged();
        }
        FitReport.Builder report = report(counts.arms(), rows).converged(converged);
        if (!converged) {
            report.warning(
                    "the mode was not found to 1e-10; scale features to about 1, or give the prior more precision");
        }
        if (shown.free().isEmpty()) {
            return snapshot(shown, VoteRule.none(design.width), report.build());
        }
        double[][] draws = new double[s.draws][];
        for (int r = 0; r < s.draws; r++) {
            double[][] drawn = new double[posteriors.length][];
            for (int m = 0; m < drawn.length; m++) {
                // by the arm's name, so that another arm more or less changes no draw of this one
                RandomGenerator random = RandomStreams.stream(
                        arms.salt(),
                        "bandit.logistic "
                                + (design.shared() ? "" : arms.names().get(m)),
                        r);
                double[] normal = new double[design.size()];
                Arrays.setAll(normal, i -> Samplers.gaussian(random));
                drawn[m] = posteriors[m].draw(normal);
            }
            draws[r] = design.together(arm -> design.ofArm(drawn[design.model(arm)], arm), shown.free());
        }
        return snapshot(shown, new VoteRule(shown.free().size(), design.width, draws), report.build());
    }

    @Override
    Object settings() {
        return s;
    }
}
