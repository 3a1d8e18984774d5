package io.clientele.segmentation.behavior;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.internal.check.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How many customers go all the way, and where do the others stop? Steps are kinds of activities that follow each other in time, with
 * anything in between, all within a window that starts with the first step.
 *
 * <ul>
 *   <li>Every first step starts a window of its own; a customer counts with the deepest step reached in any of them.
 *   <li>An activity is one step at most, also where two steps are of the same kind. Of simultaneous activities, the one added to the
 *       log first comes first.
 *   <li>Only activities strictly before the cut-off count. A window that reaches beyond it may still be completed, so take a cut-off
 *       one window after the last start you ask about.
 *   <li>A kind that no activity has is reached by nobody.
 * </ul>
 *
 * <p>Time O(activities · steps), memory 4 bytes a customer. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * FunnelCounts counts = Funnel.of("visit", "basket", "order").withWindow(Duration.ofDays(7)).count(activities, cutoff);
 * Optional<Interval> sure = counts.conversion(2, 0.95);
 * }</pre>
 */
public final class Funnel {

    private record Options(List<String> steps, long window) {}

    private final Options o;

    private Funnel(Options o) {
        this.o = o;
    }

    /**
     * A funnel without a limit of time.
     *
     * @param steps kinds, at least two
     * @return the funnel
     */
    public static Funnel of(String... steps) {
        Check.atLeast("the number of steps", steps.length, 2);
        return new Funnel(new Options(List.of(steps), Long.MAX_VALUE));
    }

    /**
     * The same with a limit of time.
     *
     * @param window from the first step to the last, both included, at least a millisecond
     * @return a new funnel
     */
    public Funnel withWindow(Duration window) {
        return new Funnel(new Options(o.steps, Check.atLeast("window in milliseconds", window.toMillis(), 1L)));
    }

    /**
     * How deep each customer went.
     *
     * @param log activities
     * @param cutoff first instant that does not count
     * @return depths and counts
     */
    public FunnelCounts count(ActivityLog log, Instant cutoff) {
        Check.hasRows("the activity log", log.rows());
        long end = Check.time("cutoff", cutoff);
        int steps = o.steps.size();
        int[] kinds = new int[steps];
        for (int s = 0; s < steps; s++) {
            OptionalInt kind = log.kinds().find(o.steps.get(s));
            kinds[s] = kind.orElse(-1);
        }
        int[] depths = new int[log.customers().size()];
        long[] started = new long[steps]; // the latest start of a window in which the step was reached
        for (int c = 0; c < depths.length; c++) {
            Arrays.fill(started, Long.MIN_VALUE);
            int last = log.firstAtOrAfter(c, end);
            for (int row = log.start(c); row < last; row++) {
                long time = log.time(row);
                int kind = log.kind(row);
                for (int s = steps - 1; s >= 0; s--) { // deepest first: an activity is one step only
                    if (kind != kinds[s]) {
                        continue;
                    }
                    long start = s == 0 ? time : started[s - 1];
                    if (start != Long.MIN_VALUE && time - start <= o.window) {
                        started[s] = Math.max(started[s], start);
                        depths[c] = Math.max(depths[c], s + 1);
                    }
                }
            }
        }
        return new FunnelCounts(o.steps, log.customers(), depths);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Funnel that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Funnel" + o.steps + (o.window == Long.MAX_VALUE ? "" : " within " + Duration.ofMillis(o.window));
    }
}
