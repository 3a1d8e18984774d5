package io.clientele.prediction.retention;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.List;

/**
 * Whom to contact so that fewer customers leave, for the money or the number of contacts there is?
 *
 * <p>A contact is worth the chance of success, times the risk of leaving within a span from now, times the value of the customer, less
 * its cost. Only contacts worth more than 0 are made. With a number of contacts, the best ones are taken, and no others could bring
 * more. With a budget of money, they are taken by worth per unit of cost, those that no longer fit passed over, or the one best contact
 * alone if it brings more than all of these. That is at least half of what the best choice brings, and short of
 * {@link RetentionList#bound} by no more than one contact; where all cost the same it is the best choice.
 *
 * <ul>
 *   <li>Ties go to the higher worth, then to the earlier row.
 *   <li>A customer for whom the span reaches beyond the data is ranked by the extrapolated risk, which the contact says.
 *   <li>NaN or infinite features are rejected. Reasons compare with the mean of the customers that are ranked.
 *   <li>Success is taken for the same whatever the risk. Where it is known by customer, as from an uplift model, give it with
 *       {@link ActiveCustomers#withSuccess}.
 * </ul>
 *
 * <p>Time O(customers (features² + log customers)), memory beside the data at most 40 bytes a customer and the list itself; no matrix of
 * customers and times. Immutable and thread-safe.
 *
 * <pre>{@code
 * RetentionList list = RetentionCampaign.within(90)        // who leaves within 90 days
 *         .withCost(2.5).withSuccess(0.2).withBudget(5_000)
 *         .rank(ChurnModel.of(cox), ActiveCustomers.of(stillThere, values));
 * }</pre>
 *
 * @see "Dantzig (1957), Discrete-variable extremum problems, Operations Research 5: worth per unit of cost"
 * @see <a href="https://doi.org/10.1509/jmkr.43.2.204">Neslin, Gupta, Kamakura, Lu and Mason (2006), Defection detection: what a contact
 *     brings</a>
 */
public final class RetentionCampaign {

    private record Options(double within, double cost, double success, int contacts, double budget, int reasons) {}

    private static final double ROUNDING = 1e-12;

    private final Options o;

    private RetentionCampaign(Options o) {
        this.o = o;
    }

    /**
     * A campaign against leaving within a span from now; say what a contact costs and achieves, and the budget, before ranking.
     *
     * @param span above 0, in the unit of the model's times
     * @return the campaign
     */
    public static RetentionCampaign within(double span) {
        return new RetentionCampaign(new Options(Check.positive("span", span), Double.NaN, Double.NaN, 0, 0, 3));
    }

    /**
     * The same with a cost of a contact.
     *
     * @param cost finite, at least 0, in the unit of the values
     * @return a new campaign
     */
    public RetentionCampaign withCost(double cost) {
        return new RetentionCampaign(
                new Options(o.within, Check.atLeast("cost", cost, 0.0), o.success, o.contacts, o.budget, o.reasons));
    }

    /**
     * The same with a chance of success.
     *
     * @param success that a contact keeps a customer who would leave, between 0 and 1
     * @return a new campaign
     */
    public RetentionCampaign withSuccess(double success) {
        return new RetentionCampaign(new Options(
                o.within, o.cost, Check.between("success", success, 0, 1), o.contacts, o.budget, o.reasons));
    }

    /**
     * The same with a budget of contacts, in place of one of money.
     *
     * @param contacts at most so many, at least 1
     * @return a new campaign
     */
    public RetentionCampaign withContacts(int contacts) {
        return new RetentionCampaign(
                new Options(o.within, o.cost, o.success, Check.atLeast("contacts", contacts, 1), 0, o.reasons));
    }

    /**
     * The same with a budget of money, in place of one of contacts.
     *
     * @param money that the contacts may cost together, above 0
     * @return a new campaign
     */
    public RetentionCampaign withBudget(double money) {
        return new RetentionCampaign(
                new Options(o.within, o.cost, o.success, 0, Check.positive("budget", money), o.reasons));
    }

    /**
     * The same with another number of reasons for each contact than 3.
     *
     * @param most at least 0
     * @return a new campaign
     */
    public RetentionCampaign withReasons(int most) {
        return new RetentionCampaign(
                new Options(o.within, o.cost, o.success, o.contacts, o.budget, Check.atLeast("reasons", most, 0)));
    }

    /**
     * Makes the list on the caller's thread.
     *
     * @param model that says who leaves
     * @param customers who are still there
     * @return whom to contact
     */
    public RetentionList rank(ChurnModel model, ActiveCustomers customers) {
        return rank(model, customers, Execution.sequential());
    }

    /**
     * Makes the list.
     *
     * @param model that says who leaves
     * @param customers who are still there
     * @param execution how to run
     * @return whom to contact
     */
    public RetentionList rank(ChurnModel model, ActiveCustomers customers, Execution execution) {
        require(customers);
        Scores scores = new Scores(model, customers);
        int n = customers.rows();
        double[] risk = new double[n];
        Chunks.forEach(n, execution, (chunk, from, to) -> {
            for (int row = from; row < to; row++) {
                risk[row] = scores.outlook(row).risk(customers.now(row), o.within);
            }
        });
        Choice choice = choose(customers, risk);
        double[] average = scores.average(execution);
        RetentionContact[] contacts = new RetentionContact[choice.rows.length];
        Chunks.forEach(contacts.length, execution, (chunk, from, to) -> {
            for (int k = from; k < to; k++) {
                contacts[k] = contact(scores, choice.rows[k], risk[choice.rows[k]], average);
            }
        });
        for (int row = 0; row < n; row++) {
            risk[row] *= customers.value(row);
        }
        return new RetentionList(List.of(contacts), n, choice.worthwhile, Reductions.sum(risk, 0, n), choice.bound);
    }

    private void require(ActiveCustomers customers) {
        if (o.contacts == 0 && o.budget == 0) {
            throw new IllegalStateException(
                    "no budget: say how many contacts with withContacts(...), or how much money with withBudget(...)");
        }
        if (Double.isNaN(o.cost) && !customers.hasCosts()) {
            throw new IllegalStateException(
                    "no cost: say what a contact costs with withCost(...), or for each customer with withCosts(...)");
        }
        if (Double.isNaN(o.success) && !customers.hasSuccess()) {
            throw new IllegalStateException(
                    "no chance of success: say what share of those who would leave a contact keeps"
                            + " with withSuccess(...)");
        }
    }

    /** Rows in the order in which they are taken, how many would have been worth it, and what no choice can exceed. */
    private static final class Choice {

        final int[] rows;
        final int worthwhile;
        final double bound;

        Choice(int[] rows, int worthwhile, double bound) {
            this.rows = rows;
            this.worthwhile = worthwhile;
            this.bound = bound;
        }
    }

    private Choice choose(ActiveCustomers customers, double[] risk) {
        int n = risk.length;
        int[] worth = new int[n];
        int count = 0;
        for (int row = 0; row < n; row++) {
            if (gain(customers, risk, row) > 0) {
                worth[count++] = row;
            }
        }
        int[] rows = Arrays.copyOf(worth, count);
        double[] gains = new double[count];
        double[] densities = new double[count];
        for (int k = 0; k < count; k++) {
            gains[k] = gain(customers, risk, rows[k]);
            densities[k] = o.contacts > 0 ? gains[k] : gains[k] / customers.cost(rows[k], o.cost);
        }
        int[] order = Ranking.descending(densities, gains);
        return o.contacts > 0
                ? best(rows, gains, order)
                : fill(customers, rows, gains, order, o.budget * (1 + ROUNDING));
    }

    private double gain(ActiveCustomers customers, double[] risk, int row) {
        return customers.success(row, o.success) * risk[row] * customers.value(row) - customers.cost(row, o.cost);
    }

    private Choice best(int[] rows, double[] gains, int[] order) {
        int[] taken = new int[Math.min(o.contacts, order.length)];
        double sum = 0;
        for (int k = 0; k < taken.length; k++) {
            taken[k] = rows[order[k]];
            sum += gains[order[k]];
        }
        return new Choice(taken, order.length, sum);
    }

    private Choice fill(ActiveCustomers customers, int[] rows, double[] gains, int[] order, double budget) {
        int[] taken = new int[order.length];
        int count = 0;
        double spent = 0;
        double sum = 0;
        double bound = Double.NaN;
        int alone = -1;
        for (int k : order) {
            double cost = customers.cost(rows[k], o.cost);
            if (cost > budget) {
                continue;
            }
            if (alone < 0 || gains[k] > gains[alone]) {
                alone = k;
            }
            if (spent + cost <= budget) {
                taken[count++] = rows[k];
                spent += cost;
                sum += gains[k];
            } else if (Double.isNaN(bound)) {
                // what is left, spent on a part of the next contact: no choice of whole contacts brings more
                bound = sum + gains[k] * (Math.max(0, o.budget - spent) / cost);
            }
        }
        if (alone >= 0 && gains[alone] > sum) {
            return new Choice(new int[] {rows[alone]}, order.length, bound);
        }
        return new Choice(Arrays.copyOf(taken, count), order.length, Double.isNaN(bound) ? sum : bound);
    }

    private RetentionContact contact(Scores scores, int row, double risk, double[] average) {
        ActiveCustomers customers = scores.customers();
        double now = customers.now(row);
        Outlook outlook = scores.outlook(row);
        Interval sure = outlook.riskInterval(now, o.within);
        return new RetentionContact(
                row,
                customers.id(row),
                risk,
                sure,
                outlook.extrapolation(now, o.within),
                customers.value(row),
                customers.cost(row, o.cost),
                customers.success(row, o.success),
                scores.reasons(row, average, o.reasons));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetentionCampaign that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "RetentionCampaign[within=" + o.within + ", cost=" + o.cost + ", success=" + o.success
                + (o.contacts > 0 ? ", contacts=" + o.contacts : ", budget=" + o.budget) + ", reasons=" + o.reasons
                + "]";
    }
}
