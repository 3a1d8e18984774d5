package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Which arm to show when arms cost something (a coupon, a free delivery, a place among few) and there is a budget until some day?
 *
 * <p>Thompson sampling with linear programming: for each of many draws from the posteriors, the shares that would earn most without
 * spending more a trial than is left, budget by trials; the shares are the mean over the draws. Each draw keeps to the budget, so the
 * mean does. At every refresh hand over what is left ({@link #withBudget}): what was spent too much or too little by chance is
 * made up.
 *
 * <ul>
 *   <li>There must be an arm that costs nothing, such as showing nothing. When the budget is gone, the free arms get all.
 *   <li>Floors and the control hold as far as the budget allows; what they cost is taken from the wishes. The budget comes before ceiling and
 *       maximum change.
 *   <li>Costs are by trial, whether it succeeds or not, and known. Budgets may be of several kinds, with a cost of each.
 *   <li>The budget holds on average; what chance spends too much before the next refresh is for the caller to stop.
 *   <li>Without a budget set: refused.
 * </ul>
 *
 * <p>Time O(draws · arms · kinds²) or so. The same counts give the same shares everywhere. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * BanditSnapshot snapshot = BudgetedSampling.of("nothing", "coupon")
 *         .withCost("coupon", 5)
 *         .withBudget(trialsUntilMonthEnd, euroLeft)
 *         .fit(counts);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1287/opre.2018.1755">Ferreira, Simchi-Levi and Wang (2018), Online Network Revenue Management Using
 *     Thompson Sampling: algorithm 2, with updated inventory</a>
 * @see <a href="https://doi.org/10.1145/3164539">Badanidiyuru, Kleinberg and Slivkins (2018), Bandits with Knapsacks</a>
 */
public final class BudgetedSampling extends BanditPolicy<BudgetedSampling> {

    private record Settings(Map<String, List<Double>> costs, List<Double> budget, long trials, int draws, long seed) {}

    private final Settings s;

    private BudgetedSampling(ArmSet arms, Settings s) {
        super(arms);
        this.s = s;
    }

    /**
     * Arms that cost nothing yet; 500 draws, seed 0, a uniform prior, no guardrails.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static BudgetedSampling of(String... arms) {
        return of(List.of(arms));
    }

    /**
     * Arms that cost nothing yet; 500 draws, seed 0, a uniform prior, no guardrails.
     *
     * @param arms names; all differ, at least one
     * @return the recipe
     */
    public static BudgetedSampling of(List<String> arms) {
        return new BudgetedSampling(ArmSet.of(arms), new Settings(Map.of(), List.of(), 0, 500, 0));
    }

    /**
     * The same with an arm that costs something each time it is shown.
     *
     * @param arm name
     * @param costs of each kind of budget, each at least 0
     * @return the recipe
     */
    public BudgetedSampling withCost(String arm, double... costs) {
        if (!arms.names().contains(Objects.requireNonNull(arm, "arm"))) {
            throw new IllegalArgumentException("arm '" + arm + "' is not known; arms are " + arms.names());
        }
        for (double cost : costs) {
            Check.between("cost of arm '" + arm + "'", cost, 0, 1e12);
        }
        TreeMap<String, List<Double>> all = new TreeMap<>(s.costs);
        all.put(arm, Arrays.stream(costs).boxed().toList());
        return new BudgetedSampling(arms, new Settings(all, s.budget, s.trials, s.draws, s.seed));
    }

    /**
     * The same with what is left.
     *
     * @param trials still to come, at least 1; an estimate will do, and is improved with each refresh
     * @param left of each kind of budget, at least 0
     * @return the recipe for this refresh
     */
    public BudgetedSampling withBudget(long trials, double... left) {
        Check.atLeast("trials", trials, 1L);
        for (double budget : left) {
            Check.between("left", budget, 0, 1e15);
        }
        List<Double> budget = Arrays.stream(left).boxed().toList();
        return new BudgetedSampling(arms, new Settings(s.costs, budget, trials, s.draws, s.seed));
    }

    /**
     * The same with other draws.
     *
     * @param draws at least 1; their number makes shares smoother, the budget holds with any
     * @param seed any number
     * @return the recipe
     */
    public BudgetedSampling withDraws(int draws, long seed) {
        Check.atLeast("draws", draws, 1);
        return new BudgetedSampling(arms, new Settings(s.costs, s.budget, s.trials, draws, seed));
    }

    @Override
    BudgetedSampling with(ArmSet changed) {
        return new BudgetedSampling(changed, s);
    }

    private double[][] costs(List<String> names) {
        if (s.budget.isEmpty()) {
            throw new IllegalArgumentException("there is no budget; state what is left by withBudget at each refresh");
        }
        double[][] costs = new double[s.budget.size()][names.size()];
        for (int k = 0; k < names.size(); k++) {
            List<Double> of = s.costs.get(names.get(k));
            if (of == null) {
                continue;
            }
            Check.length(
                    "cost of arm '" + names.get(k) + "'", of.size(), s.budget.size(), "one value per kind of budget");
            for (int j = 0; j < costs.length; j++) {
                costs[j][k] = of.get(j);
            }
        }
        return costs;
    }

    private static boolean[] free(double[][] costs, int arms) {
        boolean[] free = new boolean[arms];
        for (int k = 0; k < arms; k++) {
            int arm = k;
            free[k] = Arrays.stream(costs).allMatch(row -> row[arm] == 0);
        }
        return free;
    }

    @Override
    double[] wish(Evidence evidence) {
        double[][] costs = costs(evidence.names());
        int arms = evidence.names().size();
        double[][] rows = Arrays.copyOf(costs, costs.length + 1);
        double[] bounds = new double[rows.length];
        for (int j = 0; j < costs.length; j++) {
            bounds[j] = s.budget.get(j) / s.trials;
        }
        leaveToOthers(bounds);
        rows[costs.length] = new double[arms];
        Arrays.fill(rows[costs.length], 1);
        bounds[costs.length] = 1;
        double[] shares = new double[arms];
        for (int draw = 0; draw < s.draws; draw++) {
            RandomGenerator random = RandomStreams.stream(s.seed, "bandit.budget", draw);
            double[] rewards = evidence.posteriors().stream()
                    .mapToDouble(posterior -> posterior.sample(random))
                    .toArray();
            // in units of the largest, so that small rates are not taken for nothing
            double largest = Arrays.stream(rewards).max().orElseThrow();
            double[] scaled = Arrays.stream(rewards)
                    .map(reward -> largest > 0 ? Math.max(0, reward) / largest : 0)
                    .toArray();
            double[] best = SmallProgram.maximize(scaled, rows, bounds);
            for (int k = 0; k < arms; k++) {
                shares[k] += best[k] / s.draws;
            }
        }
        return filled(shares, costs);
    }

    /** The control has its share of the trials whatever is wished: what it costs is gone, what it leaves is for fewer trials. */
    private void leaveToOthers(double[] bounds) {
        String control = arms.control();
        if (control == null || arms.paused().contains(control) || arms.controlShare() == 1) {
            return;
        }
        double[][] costs = costs(List.of(control));
        for (int j = 0; j < costs.length; j++) {
            bounds[j] = Math.max(0, bounds[j] - arms.controlShare() * costs[j][0]) / (1 - arms.controlShare());
        }
    }

    /** What is not given to anybody costs nothing, so it goes to the free arms. */
    private double[] filled(double[] shares, double[][] costs) {
        boolean[] free = free(costs, shares.length);
        double sum = Arrays.stream(shares).sum();
        int count = 0;
        double theirs = 0;
        for (int k = 0; k < shares.length; k++) {
            count += free[k] ? 1 : 0;
            theirs += free[k] ? shares[k] : 0;
        }
        if (count == 0) {
            double most =
                    Arrays.stream(costs).flatMapToDouble(Arrays::stream).max().orElse(0);
            // without a free arm among those that may be shown, the control may be one: then all is limited afterwards
            if (most > 0 && arms.control() == null) {
                throw noFreeArm();
            }
            double all = sum;
            return Arrays.stream(shares)
                    .map(share -> all > 0 ? share / all : 1.0 / shares.length)
                    .toArray();
        }
        for (int k = 0; k < shares.length; k++) {
            if (free[k]) {
                shares[k] += Math.max(0, 1 - sum) * (theirs > 0 ? shares[k] / theirs : 1.0 / count);
            }
        }
        return shares;
    }

    private IllegalArgumentException noFreeArm() {
        return new IllegalArgumentException(
                "no arm that may be shown is free of cost; add one, such as showing nothing");
    }

    @Override
    double[] limit(double[] shares, List<? extends Posterior> posteriors) {
        double[][] costs = costs(arms.names());
        if (affordable(shares, costs)) {
            return shares;
        }
        // what floors and the control ask for goes first, then the wishes as far as they can be paid
        double[] least = freed(required(shares, costs), costs);
        double[] from = affordable(least, costs) ? least : freed(new double[shares.length], costs);
        double[] to = affordable(least, costs) ? shares : least;
        double part = 1;
        for (int j = 0; j < costs.length; j++) {
            double base = spent(from, costs[j]);
            double more = spent(to, costs[j]) - base;
            if (more > 0) {
                part = Math.min(part, Math.max(0, s.budget.get(j) / s.trials - base) / more);
            }
        }
        double[] limited = new double[shares.length];
        for (int k = 0; k < limited.length; k++) {
            limited[k] = from[k] + part * (to[k] - from[k]);
        }
        return limited;
    }

    private boolean affordable(double[] shares, double[][] costs) {
        for (int j = 0; j < costs.length; j++) {
            if (spent(shares, costs[j]) > s.budget.get(j) / s.trials) {
                return false;
            }
        }
        return true;
    }

    private static double spent(double[] shares, double[] costs) {
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            sum += shares[k] * costs[k];
        }
        return sum;
    }

    /** Of the arms that cost something, no more than floor or control share. */
    private double[] required(double[] shares, double[][] costs) {
        boolean[] free = free(costs, shares.length);
        double[] least = new double[shares.length];
        for (int k = 0; k < least.length; k++) {
            double claim = arms.names().get(k).equals(arms.control()) ? arms.controlShare() : arms.floor();
            least[k] = free[k] ? 0 : Math.min(shares[k], claim);
        }
        return least;
    }

    /** The same with all the rest for the arms without cost, in equal parts. */
    private double[] freed(double[] shares, double[][] costs) {
        boolean[] free = free(costs, shares.length);
        double left = 1;
        int count = 0;
        for (int k = 0; k < shares.length; k++) {
            free[k] &= !arms.paused().contains(arms.names().get(k));
            left -= shares[k];
            count += free[k] ? 1 : 0;
        }
        if (count == 0) {
            throw noFreeArm();
        }
        double[] filled = shares.clone();
        for (int k = 0; k < filled.length; k++) {
            filled[k] += free[k] ? left / count : 0;
        }
        return filled;
    }

    @Override
    Object settings() {
        return s;
    }
}
