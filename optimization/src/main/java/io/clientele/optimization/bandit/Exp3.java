package io.clientele.optimization.bandit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which arm to show when rates may change at any time and in any way, even against us?
 *
 * <p>Exponential weights: each arm is shown in proportion to {@code exp(-rate × its losses)}, where a failure counts {@code 1 / (share + γ)},
 * so that arms that are shown rarely are not spared. The γ (implicit exploration) makes it hold with high probability, not only on average; no share of the traffic
 * is set aside for exploring. Whatever the successes are, with probability 1 - δ it loses at most
 * {@code 4 sqrt(K T log K) + (2 sqrt(K T / log K) + 1) log(2 / δ)} successes in T trials beside the best single arm in hindsight.
 *
 * <ul>
 *   <li>What happened is told by {@link #after}, batch by batch: losses have to be weighted by the shares that served. The counts that are handed to
 *       {@code fit} are for the posteriors of the snapshot alone.
 *   <li>An arm that is new starts from the least loss of the others. One that is paused loses meanwhile what all together lose, so that it
 *       does not come back as if others alone had failed (Freund, Schapire, Singer and Warmuth 1997, "Using and combining predictors that
 *       specialize").
 *   <li>Where rates are steady it learns far slower than {@link ThompsonSampling}.
 *   <li>To go on after a restart, keep {@link #state()} and hand it to {@link #withState}.
 * </ul>
 *
 * <p>Fitting takes time linear in the number of arms. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * Exp3 recipe = Exp3.of("red", "green");
 * BanditSnapshot snapshot = recipe.fit(ArmCounts.empty());
 * recipe = recipe.after(snapshot, countsOfAllServersSinceItServes);
 * snapshot = recipe.fit(ArmCounts.empty());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1137/S0097539701398375">Auer, Cesa-Bianchi, Freund and Schapire (2002), The Nonstochastic Multiarmed
 *     Bandit Problem</a>
 * @see <a href="https://arxiv.org/abs/1506.03271">Neu (2015), Explore no more: corollary 1, with a rate that falls over time</a>
 */
public final class Exp3 extends BanditPolicy<Exp3> {

    private final Exp3State s;

    private Exp3(ArmSet arms, Exp3State s) {
        super(arms);
        this.s = s;
    }

    /**
     * A bandit that has seen nothing.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static Exp3 of(String... arms) {
        return of(List.of(arms));
    }

    /**
     * A bandit that has seen nothing.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static Exp3 of(List<String> arms) {
        return new Exp3(ArmSet.of(arms), Exp3State.of(Map.of(), 0));
    }

    /**
     * The same, having seen what happened while a snapshot served.
     *
     * @param served the snapshot by whose shares arms were shown
     * @param since what all servers counted of it, and of nothing else
     * @return the recipe for the next snapshot
     * @throws IllegalArgumentException if an arm was counted that the snapshot never shows, or with more successes than trials
     */
    public Exp3 after(BanditSnapshot served, ArmCounts since) {
        WeightedCounts counts = WeightedCounts.of(since);
        double gamma = rate() / 2;
        TreeMap<String, Double> losses = new TreeMap<>(s.losses());
        List<String> shown = arms.names().stream()
                .filter(arm -> !arms.paused().contains(arm) && !arm.equals(arms.control()))
                .toList();
        double least = least(shown);
        for (int k = 0; k < served.arms().size(); k++) {
            if (served.share(k) > 0) {
                losses.putIfAbsent(served.arm(k), least);
            }
        }
        double ofAll = 0;
        long trials = s.trials();
        for (String arm : counts.arms()) {
            int at = served.arms().indexOf(arm);
            double share = at < 0 ? 0 : served.share(at);
            if (share == 0) {
                throw new IllegalArgumentException("arm '" + arm + "' was counted " + since.trials(arm)
                        + " times but has no share in the snapshot; hand over the snapshot that served, and what was"
                        + " counted while it did");
            }
            double loss = (counts.trials(arm) - counts.successes(arm)) / (share + gamma);
            losses.merge(arm, loss, Double::sum);
            ofAll += share * loss;
            trials = Math.addExact(trials, since.trials(arm));
        }
        for (String arm : arms.paused()) {
            int at = served.arms().indexOf(arm);
            if (losses.containsKey(arm) && (at < 0 || served.share(at) == 0)) {
                losses.merge(arm, ofAll, Double::sum);
            }
        }
        return new Exp3(arms, Exp3State.of(losses, trials));
    }

    /**
     * The same with what was learned before a restart.
     *
     * @param learned before
     * @return the recipe
     */
    public Exp3 withState(Exp3State learned) {
        return new Exp3(arms, Objects.requireNonNull(learned, "state"));
    }

    /** {@return what was learned so far, to be kept} */
    public Exp3State state() {
        return s;
    }

    private double least(List<String> names) {
        return names.stream()
                .map(s.losses()::get)
                .filter(Objects::nonNull)
                .mapToDouble(loss -> loss)
                .min()
                .orElse(0);
    }

    /** Of the next trial. */
    private double rate() {
        double k = arms.names().size();
        return Math.sqrt(StrictMath.log(k) / (k * (s.trials() + 1)));
    }

    @Override
    Exp3 with(ArmSet changed) {
        return new Exp3(changed, s);
    }

    @Override
    double[] wish(Evidence evidence) {
        List<String> names = evidence.names();
        double least = least(names);
        double[] weights = new double[names.size()];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = StrictMath.exp(-rate() * (s.losses().getOrDefault(names.get(k), least) - least));
            sum += weights[k];
        }
        double all = sum;
        return Arrays.stream(weights).map(w -> w / all).toArray();
    }

    @Override
    Object settings() {
        return s;
    }
}
