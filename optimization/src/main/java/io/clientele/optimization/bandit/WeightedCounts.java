package io.clientele.optimization.bandit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Trials and successes with weights ({@link Weighting}). Immutable and thread-safe; equal by value.
 *
 * @see BanditPolicy#fit(WeightedCounts)
 */
public final class WeightedCounts {

    private static final double[] NONE = new double[2];

    private final TreeMap<String, double[]> sums;
    private final TreeMap<String, Long> rows;

    /** Successes and trials by arm. */
    WeightedCounts(Map<String, double[]> sums, Map<String, Long> rows) {
        this.sums = new TreeMap<>(sums);
        this.rows = new TreeMap<>(rows);
    }

    static WeightedCounts of(ArmCounts counts) {
        TreeMap<String, double[]> sums = new TreeMap<>();
        TreeMap<String, Long> rows = new TreeMap<>();
        for (String arm : counts.arms()) {
            long trials = counts.trials(arm);
            long successes = counts.successes(arm);
            if (successes < 0 || trials < successes) {
                throw new IllegalArgumentException(
                        "arm '" + arm + "': successes must be from 0 to the number of trials (" + trials + "), got "
                                + successes + "; put the counts of all servers together first");
            }
            sums.put(arm, new double[] {(double) successes, (double) trials});
            rows.put(arm, trials);
        }
        return new WeightedCounts(sums, rows);
    }

    /** {@return the names of the arms, sorted} */
    public List<String> arms() {
        return List.copyOf(sums.keySet());
    }

    /**
     * The weighted number of successes.
     *
     * @param arm name
     * @return the number; 0 for an arm that was never counted
     */
    public double successes(String arm) {
        return sums.getOrDefault(arm, NONE)[0];
    }

    /**
     * The weighted number of trials.
     *
     * @param arm name
     * @return the number, at least that of successes; 0 for an arm that was never counted
     */
    public double trials(String arm) {
        return sums.getOrDefault(arm, NONE)[1];
    }

    /** {@return how many trials these were, each counted once} */
    public long rows() {
        return rows(sums.keySet());
    }

    long rows(Set<String> arms) {
        long sum = 0;
        for (Map.Entry<String, Long> entry : rows.entrySet()) {
            sum = Math.addExact(sum, arms.contains(entry.getKey()) ? entry.getValue() : 0L);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightedCounts that
                && rows.equals(that.rows)
                && arms().equals(that.arms())
                && arms().stream()
                        .allMatch(arm -> successes(arm) == that.successes(arm) && trials(arm) == that.trials(arm));
    }

    @Override
    public int hashCode() {
        return 31 * sums.keySet().hashCode() + rows.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("WeightedCounts[");
        sums.forEach((arm, sum) -> text.append(arm)
                .append(" ")
                .append(sum[0])
                .append(" of ")
                .append(sum[1])
                .append(", "));
        return text.append("rows=").append(rows()).append("]").toString();
    }
}
