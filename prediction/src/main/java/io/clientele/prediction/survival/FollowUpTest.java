package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;

/**
 * Were customers watched long enough to tell those who will never leave from those who have not left yet?
 *
 * <p>If the watch was long enough, customers who leave have left long before its end, and a stretch without events at the end, as long as
 * the curve is flat, would hold some events one stretch earlier. {@code p = (1 - N/n)^n}, N being the events in the stretch before the last event that is
 * as long as the time from the last event to the end of the watch. A small p speaks for a sufficient watch.
 *
 * @param lastEvent when the last event was
 * @param lastTime when anybody was last seen
 * @param lateEvents weighted events after {@code 2 lastEvent - lastTime}
 * @param p small if the watch was long enough; 1 if the last customer seen had the event
 * @see <a href="https://www.wiley.com/en-us/Survival+Analysis+with+Long+Term+Survivors-p-9780471962014">Maller and Zhou (1996), Survival
 *     Analysis with Long-Term Survivors, section 4.3</a>
 */
public record FollowUpTest(double lastEvent, double lastTime, double lateEvents, double p) {

    /**
     * Tests a table; its groups and features are not looked at.
     *
     * @param data events of a single cause
     * @return the test
     * @throws FitException if there is no event
     */
    public static FollowUpTest of(SurvivalTable data) {
        data.requireSingleCause();
        double lastEvent = -1;
        double lastTime = 0;
        double total = 0;
        for (int i = 0; i < data.rows(); i++) {
            double w = data.weight(i);
            if (w > 0) {
                total += w;
                lastTime = Math.max(lastTime, data.time(i));
                lastEvent = data.event(i) > 0 ? Math.max(lastEvent, data.time(i)) : lastEvent;
            }
        }
        if (lastEvent < 0) {
            throw new FitException(
                    "no events: all rows with a weight above 0 are censored, so nobody can tell whether the"
                            + " watch was long enough; watch longer");
        }
        double late = 0;
        for (int i = 0; i < data.rows(); i++) {
            late += data.event(i) > 0 && data.time(i) > 2 * lastEvent - lastTime ? data.weight(i) : 0;
        }
        // nothing lies in the empty stretch before an event at the very end
        double counted = lastEvent < lastTime ? late : 0;
        return new FollowUpTest(lastEvent, lastTime, counted, Math.exp(total * Math.log1p(-counted / total)));
    }

    /**
     * Whether the watch was long enough.
     *
     * @param level the largest p that counts as long enough, such as 0.05
     * @return true if p is below it
     */
    public boolean sufficient(double level) {
        return p < Check.between("level", level, 0, 1);
    }
}
