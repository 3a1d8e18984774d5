package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Has an arm's rate of success changed, and since when?
 *
 * <p>Bucket by bucket, the arm's counts so far are split at each bucket's end, and their chance with a rate of its own on either side,
 * averaged over rates and splits, is compared with the largest chance under one rate. While nothing changes, the ratio ever passes 1 /
 * rate with probability at most rate (Ville), and a change is reported when it does. Then the arm starts anew: what came up to the
 * detection is forgotten.
 *
 * <ul>
 *   <li>The false-alarm rate is that of all arms together, for each stretch without change, however long it is and however often one looks.
 *   <li>Changes within a bucket are seen at its end.
 *   <li>A change from p to q is found after some {@code (log(1 / rate) + 2 log(buckets) + log(trials)) / kl} trials of the arm, with
 *       kl = Kullback and Leibler's divergence of the two; an arm that is no longer shown is no longer watched, so set a floor.
 *   <li>Buckets of the same number of trials or not: any.
 * </ul>
 *
 * <p>Time quadratic in the number of buckets. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * TimedCounts current = ChangeDetector.withFalseAlarmRate(0.01).current(counts);
 * BanditSnapshot snapshot = recipe.withFloor(0.02).fit(current.total());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.51387/23-NEJSDS51">Shin, Ramdas and Rinaldo (2024), E-detectors</a>
 * @see <a href="https://jmlr.org/papers/v23/20-1384.html">Besson, Kaufmann, Maillard and Seznec (2022), Efficient Change-Point Detection
 *     for Tackling Piecewise-Stationary Bandits: restarts, of each arm or of all</a>
 */
public final class ChangeDetector {

    private record Options(double rate, boolean global) {}

    private final Options o;

    private ChangeDetector(Options o) {
        this.o = o;
    }

    /**
     * What happened to an arm.
     *
     * @param arm name
     * @param since beginning of the bucket from which the new rate holds, as far as the counts can tell
     * @param detected end of the bucket after which the change was known
     * @param before rate between the last detection, or the first trial, and {@code since}
     * @param after rate from {@code since} to the detection
     */
    public record Change(String arm, Instant since, Instant detected, double before, double after) {}

    /**
     * A detector.
     *
     * @param rate largest probability of reporting a change while there is none, above 0 and below 1
     * @return the detector
     */
    public static ChangeDetector withFalseAlarmRate(double rate) {
        Check.between("rate", rate, Double.MIN_NORMAL, Math.nextDown(1));
        return new ChangeDetector(new Options(rate, false));
    }

    /**
     * The same, with all arms starting anew when one has changed. For changes that hit all arms: a season, a new audience.
     *
     * @return the detector
     */
    public ChangeDetector withAllArmsRestarting() {
        return new ChangeDetector(new Options(o.rate, true));
    }

    /**
     * All changes, by the time of their detection, then by arm.
     *
     * @param counts by time
     * @return the changes; empty if there are none
     * @throws IllegalArgumentException if an arm has more successes than trials in a bucket
     */
    public List<Change> changes(TimedCounts counts) {
        List<Change> changes = new ArrayList<>();
        Set<String> arms = new TreeSet<>(counts.total().arms());
        double level = o.rate / Math.max(1, arms.size());
        Map<String, Watch> watches = new TreeMap<>();
        for (Map.Entry<Long, ArmCounts> entry : counts.buckets().entrySet()) {
            boolean restart = false;
            for (String arm : arms) {
                ArmCounts here = entry.getValue();
                long trials = here.trials(arm);
                long successes = here.successes(arm);
                if (successes < 0 || trials < successes) {
                    throw new IllegalArgumentException(
                            "arm '" + arm + "': successes of a bucket must be from 0 to the number"
                                    + " of trials (" + trials + "), got " + successes
                                    + "; count a success in the bucket of its trial");
                }
                Watch watch = watches.computeIfAbsent(arm, name -> new Watch());
                if (trials > 0) {
                    watch.add(entry.getKey(), successes, trials);
                    Change change = watch.change(arm, counts.widthMillis(), level);
                    if (change != null) {
                        changes.add(change);
                        watches.put(arm, new Watch());
                        restart = o.global;
                    }
                }
            }
            if (restart) {
                watches.clear();
            }
        }
        return changes;
    }

    /**
     * Only the counts since the last detection, of each arm its own, or with {@link #withAllArmsRestarting} of all.
     *
     * @param counts by time
     * @return what is left
     */
    public TimedCounts current(TimedCounts counts) {
        Map<String, Long> from = new TreeMap<>();
        for (Change change : changes(counts)) {
            long bucket = Math.floorDiv(change.detected().toEpochMilli(), counts.widthMillis());
            if (o.global) {
                counts.total().arms().forEach(arm -> from.put(arm, bucket));
            } else {
                from.put(change.arm(), bucket);
            }
        }
        TimedCounts left = TimedCounts.ofMillis(counts.widthMillis());
        for (Map.Entry<Long, ArmCounts> entry : counts.buckets().entrySet()) {
            for (String arm : entry.getValue().arms()) {
                if (entry.getKey() >= from.getOrDefault(arm, Long.MIN_VALUE)) {
                    left = left.plusBucket(
                            entry.getKey(),
                            ArmCounts.of(
                                    arm,
                                    entry.getValue().successes(arm),
                                    entry.getValue().trials(arm)));
                }
            }
        }
        return left;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeDetector that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "ChangeDetector" + o.toString().substring("Options".length());
    }
}
