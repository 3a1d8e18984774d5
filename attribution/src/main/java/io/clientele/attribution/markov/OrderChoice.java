package io.clientele.attribution.markov;

import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathTable;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How many last channels does the next step depend on?
 *
 * <p>Each fold is foreseen by chains made from the other folds; the order with the least log loss wins, ties go to the lower
 * order. Steps never seen after a state fall back on lower orders (Witten-Bell), so that every journey has a probability. Scoring
 * on journeys the chain was made from would always favour high orders.
 *
 * <ul>
 *   <li>Make folds by {@code JourneyTable.folds}, so that all journeys of a customer are in one; {@code PathTable.folds} splits
 *       single journeys.
 *   <li>A fold without journeys is skipped; at least two with journeys are needed.
 *   <li>The likelihood counts repeats of a channel, as the journeys have them.
 * </ul>
 *
 * <p>Time O(touches · orders · folds). Immutable and thread-safe.
 *
 * <pre>{@code
 * OrderChoice choice = OrderChoice.upTo(6, journeys.folds(10, 42), Execution.sequential());
 * MarkovModel model = Markov.ofOrder(choice.order()).fit(paths);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1109/18.87000">Witten and Bell (1991), The zero-frequency problem</a>
 */
public final class OrderChoice {

    private static final double TIE = 1e-12;

    private final List<OrderScore> scores;
    private final int order;

    private OrderChoice(List<OrderScore> scores, int order) {
        this.scores = scores;
        this.order = order;
    }

    /**
     * Compares orders 1 to a highest one.
     *
     * @param highest order, from 1 to 20
     * @param folds tables of different customers or journeys, at least two
     * @param execution how to run
     * @return the scores and the choice
     */
    public static OrderChoice upTo(int highest, List<PathTable> folds, Execution execution) {
        Check.atLeast("highest order", highest, 1);
        Check.atMost("highest order", highest, 20, "the highest order there is");
        Objects.requireNonNull(execution, "execution");
        List<PathTable> used =
                folds.stream().filter(fold -> fold.journeys() > 0).toList();
        Check.atLeast("folds with journeys", used.size(), 2);
        PathCounts counts = PathCounts.create();
        used.forEach(counts::add);
        PathTable all = counts.result();
        HeldOut[] parts = new HeldOut[used.size()];
        Contexts[] contexts = new Contexts[highest + 1];
        int[] starts = new int[all.paths() + 1];
        for (int row = 0; row < all.paths(); row++) {
            starts[row + 1] = starts[row] + all.length(row);
        }
        Chunks.tasks(contexts.length, execution, k -> contexts[k] = new Contexts(all, starts, k));
        Chunks.tasks(parts.length, execution, f -> parts[f] = HeldOut.of(all, used.get(f), contexts, starts));
        return of(all, contexts, starts, parts);
    }

    private static OrderChoice of(PathTable all, Contexts[] contexts, int[] starts, HeldOut[] parts) {
        SmoothedChain whole = new SmoothedChain(contexts, all.channels().size() + 2);
        long[] conversions = new long[all.paths()];
        long[] nulls = new long[all.paths()];
        for (int row = 0; row < all.paths(); row++) {
            conversions[row] = all.conversions(row);
            nulls[row] = all.nulls(row);
        }
        whole.count(starts, conversions, nulls, 1);
        whole.close();
        List<OrderScore> scores = new ArrayList<>();
        int best = 0;
        for (int k = 1; k < contexts.length; k++) {
            double loss = 0;
            for (HeldOut part : parts) {
                loss += part.loss[k] / all.journeys();
            }
            long parameters = whole.parameters(k);
            double bic = parameters * Math.log((double) all.journeys()) - 2 * whole.logLikelihood(k);
            scores.add(new OrderScore(k, loss, HeldOut.auc(parts, k), bic, parameters));
            if (scores.get(best).logLoss() - loss > TIE * loss) {
                best = k - 1;
            }
        }
        return new OrderChoice(List.copyOf(scores), scores.get(best).order());
    }

    /** {@return the order with the least held-out log loss} */
    public int order() {
        return order;
    }

    /** {@return the scores of orders 1, 2, …} */
    public List<OrderScore> scores() {
        return scores;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderChoice that && order == that.order && scores.equals(that.scores);
    }

    @Override
    public int hashCode() {
        return scores.hashCode();
    }

    @Override
    public String toString() {
        return "OrderChoice[order " + order + " of " + scores.size() + "]";
    }
}
