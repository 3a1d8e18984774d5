package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much a trial still counts, by its age: for rates that change and for successes that come late.
 *
 * <ul>
 *   <li><b>Half-life</b>: trials and successes count half after it, a quarter after two. With constant rates it costs for ever, about as
 *       if only the last 1.44 half-lives had been seen.
 *   <li><b>Window</b>: what is older does not count. The bucket that the window's beginning falls into counts whole.
 *   <li><b>Delay</b>: a trial counts as much as the share of successes that is known by now; a success counts whole. So trials whose
 *       answer is still open are no failures.
 * </ul>
 *
 * <p>The age of a bucket is that of its middle, and 0 for the bucket that runs now. All three may be combined: weights are multiplied.
 *
 * <p>Time linear in the buckets. Immutable and thread-safe; equal by value (the delay by its own {@code equals}).
 *
 * <pre>{@code
 * WeightedCounts recent = Weighting.equal().withHalfLife(Duration.ofDays(3)).weigh(counts, now);
 * BanditSnapshot snapshot = ThompsonSampling.of("red", "green").fit(recent);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-24412-4_16">Garivier and Moulines (2011), On Upper-Confidence Bound Policies for
 *     Switching Bandit Problems: discounts and windows</a>
 * @see <a href="https://doi.org/10.1145/2623330.2623634">Chapelle (2014), Modeling Delayed Feedback in Display Advertising</a>
 */
public final class Weighting {

    private record Options(
            double halfLife, long window, @Nullable FeedbackDelay delay) {}

    private final Options o;

    private Weighting(Options o) {
        this.o = o;
    }

    /** {@return every trial counts 1} */
    public static Weighting equal() {
        return new Weighting(new Options(Double.POSITIVE_INFINITY, Long.MAX_VALUE, null));
    }

    /**
     * The same, with trials that count half after a time.
     *
     * @param halfLife at least a millisecond
     * @return the weighting
     */
    public Weighting withHalfLife(Duration halfLife) {
        long millis = Check.atLeast("half-life in milliseconds", halfLife.toMillis(), 1);
        return new Weighting(new Options(millis, o.window, o.delay));
    }

    /**
     * The same, without trials that are older.
     *
     * @param window at least a millisecond
     * @return the weighting
     */
    public Weighting withWindow(Duration window) {
        long millis = Check.atLeast("window in milliseconds", window.toMillis(), 1);
        return new Weighting(new Options(o.halfLife, millis, o.delay));
    }

    /**
     * The same, with trials that count as much as the share of successes known by now.
     *
     * @param delay from trial to success
     * @return the weighting
     */
    public Weighting withDelay(FeedbackDelay delay) {
        return new Weighting(new Options(o.halfLife, o.window, Objects.requireNonNull(delay, "delay")));
    }

    /**
     * Adds up what counts.
     *
     * @param counts by time
     * @param now the time as of which ages are taken, not before the newest counts
     * @return trials and successes, no longer whole numbers
     * @throws IllegalArgumentException if an arm has more successes than trials in a bucket that counts, or the clock went backwards
     */
    public WeightedCounts weigh(TimedCounts counts, Instant now) {
        long running = counts.bucketNow(now);
        long width = counts.widthMillis();
        long time = now.toEpochMilli();
        Map<String, double[]> sums = new TreeMap<>();
        Map<String, Long> rows = new TreeMap<>();
        for (Map.Entry<Long, ArmCounts> entry : counts.buckets().entrySet()) {
            long bucket = entry.getKey();
            long end = (bucket + 1) * width;
            if (time - end >= o.window) {
                continue;
            }
            double age = bucket == running ? 0 : time - end + width / 2.0;
            double weight = StrictMath.exp(-StrictMath.log(2) * (age / o.halfLife));
            double known = o.delay == null ? 1 : Check.between("known share", o.delay.known(age / 86_400_000), 0, 1);
            ArmCounts here = entry.getValue();
            for (String arm : here.arms()) {
                long successes = here.successes(arm);
                long trials = here.trials(arm);
                check(arm, successes, trials, Instant.ofEpochMilli(bucket * width));
                double[] sum = sums.computeIfAbsent(arm, name -> new double[2]);
                sum[0] += weight * successes;
                // by chance more can be known than the delay expects
                sum[1] += weight * Math.max((double) successes, trials * known);
                rows.merge(arm, trials, Math::addExact);
            }
        }
        return new WeightedCounts(sums, rows);
    }

    private static void check(String arm, long successes, long trials, Instant bucket) {
        if (successes < 0 || trials < successes) {
            throw new IllegalArgumentException("arm '" + arm + "', bucket of " + bucket
                    + ": successes must be from 0 to the number of trials (" + trials + "), got " + successes
                    + "; count a success in the bucket of its trial, and put the counts of all servers together first");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weighting that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Weighting" + o.toString().substring("Options".length());
    }
}
