package io.clientele.optimization.bandit;

import io.clientele.core.FitException;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.RatePrior;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What do the arms say of each other? Arms of one page are alike, so a new one, or one with a few lucky trials, is most likely
 * about as good as the others.
 *
 * <p>Empirical Bayes: the arms' true rates are taken for draws from one distribution, whose two parameters make the counts
 * most likely (marginal maximum likelihood). It serves as the prior of each arm, so estimates are shrunk towards the mean of the
 * arms, the more the fewer trials they have and the less the arms differ.
 *
 * <ul>
 *   <li>Arms that differ no more than by chance can't tell how much arms differ: there is no prior, and {@link #refusal} says so. Then use one of
 *       your own, which {@link #orElse} asks for.
 *   <li>Fewer than three arms with trials: refused likewise; two say next to nothing of a spread.
 *   <li>A prior from three or four arms is itself uncertain, which it does not show.
 *   <li>The same counts are used for prior and posterior; with a handful of arms or more this hardly makes intervals too narrow.
 * </ul>
 *
 * <p>Time linear in the number of arms. Immutable and thread-safe.
 *
 * <pre>{@code
 * BetaPosterior prior = EmpiricalPrior.ofRates(counts).orElse(new BetaPosterior(1, 19));
 * BanditSnapshot snapshot = recipe.withPrior(prior.alpha(), prior.beta()).fit(counts);
 * }</pre>
 *
 * @param <P> the kind of posterior
 * @see <a href="https://doi.org/10.1080/01621459.1983.10477920">Morris (1983), Parametric Empirical Bayes Inference: Theory and
 *     Applications</a>
 */
public final class EmpiricalPrior<P extends Posterior> {

    private static final int LEAST_ARMS = 3;

    private final @Nullable P prior;
    private final @Nullable String refusal;
    private final Function<P, Map<String, P>> posteriors;

    private EmpiricalPrior(@Nullable P prior, @Nullable String refusal, Function<P, Map<String, P>> posteriors) {
        this.prior = prior;
        this.refusal = refusal;
        this.posteriors = posteriors;
    }

    /**
     * From successes and trials, by the beta-binomial distribution.
     *
     * @param counts of all servers together
     * @return the prior, or why there is none
     * @throws IllegalArgumentException if an arm has more successes than trials
     */
    public static EmpiricalPrior<BetaPosterior> ofRates(ArmCounts counts) {
        WeightedCounts checked = WeightedCounts.of(counts);
        Function<BetaPosterior, Map<String, BetaPosterior>> posteriors = prior -> {
            TreeMap<String, BetaPosterior> all = new TreeMap<>();
            for (String arm : checked.arms()) {
                double failures = checked.trials(arm) - checked.successes(arm);
                all.put(arm, new BetaPosterior(prior.alpha() + checked.successes(arm), prior.beta() + failures));
            }
            return all;
        };
        List<Conversions> rates = new ArrayList<>();
        for (String arm : counts.arms()) {
            if (counts.trials(arm) > 0) {
                rates.add(new Conversions(arm, counts.successes(arm), counts.trials(arm)));
            }
        }
        if (rates.size() < LEAST_ARMS) {
            return new EmpiricalPrior<>(null, few(rates.size()), posteriors);
        }
        try {
            RatePrior fitted = RatePrior.fromPast(rates);
            return new EmpiricalPrior<>(new BetaPosterior(fitted.successes(), fitted.failures()), null, posteriors);
        } catch (FitException e) {
            return new EmpiricalPrior<>(null, same(rates.size()), posteriors);
        }
    }

    /**
     * From events and exposures, by the Gamma-Poisson (negative binomial) distribution.
     *
     * @param counts events as successes, of which there may be more than exposures, and exposures as trials
     * @return the prior, or why there is none
     * @throws IllegalArgumentException if a count is below 0
     */
    public static EmpiricalPrior<GammaPosterior> ofEvents(ArmCounts counts) {
        List<String> arms = new ArrayList<>();
        for (String arm : counts.arms()) {
            if (counts.successes(arm) < 0 || counts.trials(arm) < 0) {
                throw new IllegalArgumentException("arm '" + arm + "': events and exposures must be at least 0, got "
                        + counts.successes(arm) + " and " + counts.trials(arm)
                        + "; put the counts of all servers together first");
            }
            if (counts.trials(arm) > 0) {
                arms.add(arm);
            }
        }
        Function<GammaPosterior, Map<String, GammaPosterior>> posteriors = prior -> {
            TreeMap<String, GammaPosterior> all = new TreeMap<>();
            for (String arm : counts.arms()) {
                all.put(
                        arm,
                        new GammaPosterior(prior.shape() + counts.successes(arm), prior.rate() + counts.trials(arm)));
            }
            return all;
        };
        if (arms.size() < LEAST_ARMS) {
            return new EmpiricalPrior<>(null, few(arms.size()), posteriors);
        }
        GammaPosterior fitted = MarginalLikelihood.gamma(
                        arms.stream().mapToLong(counts::successes).toArray(),
                        arms.stream().mapToLong(counts::trials).toArray())
                .orElse(null);
        return new EmpiricalPrior<>(fitted, fitted == null ? same(arms.size()) : null, posteriors);
    }

    /**
     * From means with known errors, by the normal distribution.
     *
     * @param observed each arm's own mean with its standard error
     * @return the prior, or why there is none
     */
    public static EmpiricalPrior<NormalPosterior> ofMeans(Map<String, NormalPosterior> observed) {
        TreeMap<String, NormalPosterior> arms = new TreeMap<>(observed);
        Function<NormalPosterior, Map<String, NormalPosterior>> posteriors = prior -> {
            TreeMap<String, NormalPosterior> all = new TreeMap<>();
            arms.forEach((arm, own) -> all.put(arm, product(prior, own)));
            return all;
        };
        if (arms.size() < LEAST_ARMS) {
            return new EmpiricalPrior<>(null, few(arms.size()), posteriors);
        }
        NormalPosterior fitted =
                MarginalLikelihood.normal(List.copyOf(arms.values())).orElse(null);
        return new EmpiricalPrior<>(fitted, fitted == null ? same(arms.size()) : null, posteriors);
    }

    private static NormalPosterior product(NormalPosterior prior, NormalPosterior own) {
        double before = prior.standardDeviation() * prior.standardDeviation();
        double error = own.standardDeviation() * own.standardDeviation();
        double weight = before / (before + error);
        return new NormalPosterior(
                prior.mean() + weight * (own.mean() - prior.mean()), own.standardDeviation() * Math.sqrt(weight));
    }

    private static String few(int arms) {
        return arms + " arms with trials say nothing of how much arms differ; " + LEAST_ARMS + " are needed";
    }

    private static String same(int arms) {
        return "the " + arms + " arms differ no more than by chance, so they can't tell how much arms differ";
    }

    /** {@return the prior; empty if the arms can't tell} */
    public Optional<P> prior() {
        return Optional.ofNullable(prior);
    }

    /** {@return why there is no prior; empty if there is one} */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * The prior, or another one where the arms can't tell.
     *
     * @param fallback of your own
     * @return one of the two
     */
    public P orElse(P fallback) {
        return prior == null ? Objects.requireNonNull(fallback, "fallback") : prior;
    }

    /**
     * What is known of each arm, shrunk; for {@link BanditPolicy#fit(Map, long)} and {@link BestArm}.
     *
     * @param fallback the prior where the arms can't tell
     * @return by arm, sorted by name
     */
    public Map<String, P> posteriors(P fallback) {
        return posteriors.apply(orElse(fallback));
    }

    @Override
    public String toString() {
        return "EmpiricalPrior[" + (prior == null ? refusal : prior) + "]";
    }
}
