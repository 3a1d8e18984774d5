package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.ExactMoments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is believed of revenue a visitor before an arm was shown; with counts it becomes a {@link RevenuePosterior} for each arm.
 *
 * <p>Purchases are binomial with a Beta prior. Order values have a variance of dispersion times their squared mean, as Gamma
 * numbers have, and the mean order value an inverse gamma prior, which is conjugate. The dispersion (the squared coefficient of variation, 1 for
 * exponential values) is estimated from the orders of all arms together, each about its own arm's mean. Only the mean and this ratio matter, so
 * order values of another form are served too (quasi-likelihood; McCullagh and Nelder 1989, "Generalized Linear Models", chapters 8 and 9):
 * 95 % intervals held the truth in 94 to 96 % of simulated shops with 30 and with 300 orders, of exponential, rather equal and log-normal values.
 *
 * <ul>
 *   <li>No orders yet: the prior.
 *   <li>All orders of the same value: the dispersion falls towards 0 as orders come in, and stays above 0.001.
 *   <li>More orders than trials of an arm: refused. Several orders of one visitor should be added up to one.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * RevenuePrior prior = RevenuePrior.of(60, 30);        // an order is worth some 60, give or take 30
 * BanditSnapshot snapshot = ThompsonSampling.of("control", "banner").fit(counts, prior);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/61.3.439">Wedderburn (1974), Quasi-likelihood functions, generalized linear models, and
 *     the Gauss-Newton method</a>
 */
public final class RevenuePrior {

    private static final double LEAST_DISPERSION = 1e-3;

    private record Options(
            double mean, double deviation, double alpha, double beta, double dispersion, double orders) {}

    private final Options o;

    private RevenuePrior(Options o) {
        this.o = o;
    }

    /**
     * A prior of an arm's mean order value; a uniform prior of the chance of a purchase; the dispersion of exponential values, worth 10
     * orders.
     *
     * @param orderValue what an order is worth, above 0
     * @param standardDeviation how far an arm's mean order value may be from it (not a single order's), above 0, at most ten times the value
     * @return the prior
     */
    public static RevenuePrior of(double orderValue, double standardDeviation) {
        Check.between("orderValue", orderValue, 1e-9, 1e12);
        Check.between("standardDeviation", standardDeviation, 1e-6 * orderValue, 10 * orderValue);
        return new RevenuePrior(new Options(orderValue, standardDeviation, 1, 1, 1, 10));
    }

    /**
     * The same with another prior of the chance of a purchase.
     *
     * @param purchases that the prior is worth, at least 0.1
     * @param others that bought nothing, at least 0.1
     * @return the prior
     */
    public RevenuePrior withPurchases(double purchases, double others) {
        new RevenuePosterior(purchases, others, 3, 1);
        return new RevenuePrior(new Options(o.mean, o.deviation, purchases, others, o.dispersion, o.orders));
    }

    /**
     * The same with another belief about how much order values differ.
     *
     * @param dispersion their squared coefficient of variation, from 0.001 to 1,000
     * @param orders that this belief is worth, above 0; very many if it is known
     * @return the prior
     */
    public RevenuePrior withDispersion(double dispersion, double orders) {
        Check.between("dispersion", dispersion, LEAST_DISPERSION, 1e3);
        Check.between("orders", orders, 1e-3, 1e15);
        return new RevenuePrior(new Options(o.mean, o.deviation, o.alpha, o.beta, dispersion, orders));
    }

    /**
     * How much order values differ, from the prior and the orders of all arms.
     *
     * @param counts of all arms
     * @return the squared coefficient of variation
     */
    public double dispersion(RevenueCounts counts) {
        double squares = o.dispersion * o.orders;
        double degrees = o.orders;
        for (String arm : counts.arms()) {
            ExactMoments orders = counts.orders(arm);
            if (orders.count() > 1) {
                double ratio = orders.variance() / orders.mean() / orders.mean();
                squares += (orders.count() - 1) * ratio;
                degrees += orders.count() - 1;
            }
        }
        return Math.max(LEAST_DISPERSION, squares / degrees);
    }

    /**
     * What is known of each arm.
     *
     * @param counts of all servers together; of arms beside the named ones, the dispersion is learned too
     * @param arms names; an arm without counts has the prior
     * @return the posteriors, in the order of the names
     */
    public Map<String, RevenuePosterior> posteriors(RevenueCounts counts, List<String> arms) {
        double dispersion = dispersion(counts);
        Map<String, RevenuePosterior> posteriors = new LinkedHashMap<>();
        for (String arm : arms) {
            posteriors.put(arm, posterior(arm, counts.trials(arm), counts.orders(arm), dispersion));
        }
        return posteriors;
    }

    private RevenuePosterior posterior(String arm, long trials, ExactMoments orders, double dispersion) {
        long bought = orders.count();
        if (bought > trials) {
            throw new IllegalArgumentException("arm '" + arm + "': orders must be from 0 to the number of trials ("
                    + trials + "), got " + bought + "; put the counts of all servers together first, and add several "
                    + "orders of one visitor up to one");
        }
        double ratio = o.mean / o.deviation;
        double shape = 2 + ratio * ratio;
        double scale = (shape - 1) * o.mean;
        return new RevenuePosterior(
                o.alpha + bought,
                o.beta + (trials - bought),
                shape + bought / dispersion,
                scale + orders.sum().value() / dispersion);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RevenuePrior that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "RevenuePrior" + o.toString().substring("Options".length());
    }
}
