package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.experiment.GroupSequentialDesign;

/**
 * An experiment is running: how long will it take, at the rate at which information has come in so far?
 *
 * <p>Information is 1 by the squared standard error of the difference. It counts what the estimate really gains a day, so that
 * traffic lower than planned and a variance larger than planned are both in it; the effect seen so far is not, so that looking at the pace
 * costs no error. Days are those of one rhythm: compare whole weeks.
 *
 * <ul>
 *   <li>Information that is already there: 0 days.
 *   <li>Customers who come back add less information as time goes on; the answer is then too early. Ask again.
 *   <li>A plan may be lengthened for the pace at any time before its end. Lengthening it because the effect looks nearly large enough is what
 *       the error does not allow.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * double left = Pace.of(7, 0.0041).daysUntil(design.informationFor(0.01, 0.8));
 * }</pre>
 */
public final class Pace {

    private record Content(double days, double information) {}

    private final Content c;

    private Pace(Content c) {
        this.c = c;
    }

    /**
     * What is known so far.
     *
     * @param days since the start, above 0
     * @param standardError of the difference now, above 0
     * @return the pace
     */
    public static Pace of(double days, double standardError) {
        Check.positive("days", days);
        Check.positive("standardError", standardError);
        return new Pace(new Content(days, 1 / (standardError * standardError)));
    }

    /** {@return the information so far} */
    public double information() {
        return c.information;
    }

    /**
     * Days to go.
     *
     * @param information that is wanted, above 0: see
     *     {@link GroupSequentialDesign#informationFor}
     * @return at least 0
     */
    public double daysUntil(double information) {
        return Math.max(0, (Check.positive("information", information) / c.information - 1) * c.days);
    }

    /**
     * Units to go.
     *
     * @param information that is wanted, above 0
     * @param unitsSoFar of all variants together, above 0
     * @return at least 0
     */
    public double unitsUntil(double information, double unitsSoFar) {
        return daysUntil(information) / c.days * Check.positive("unitsSoFar", unitsSoFar);
    }

    /**
     * The effect that will be found with a given power if the experiment ends on a given day.
     *
     * @param design of the looks
     * @param days from the start to the end, above 0
     * @param power above alpha and below 1
     * @return the smallest such effect, in units of the difference
     */
    public double detectableEffect(GroupSequentialDesign design, double days, double power) {
        double information = c.information / c.days * Check.positive("days", days);
        return design.driftFor(power) / Math.sqrt(information);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pace that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "Pace[information=" + c.information + " in " + c.days + " days]";
    }
}
