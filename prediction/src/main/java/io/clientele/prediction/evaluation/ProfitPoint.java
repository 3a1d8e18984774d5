package io.clientele.prediction.evaluation;

/**
 * What it brings to contact everybody whose score reaches a threshold, see {@link ProfitCurve}. A value.
 *
 * @param threshold lowest score that is contacted; infinite if nobody is
 * @param contacts weight of those contacted; below that of the scores at the threshold, only some of these are contacted
 * @param responders weight of those of label 1 among them
 * @param spend what the contacts cost
 * @param value what the responders bring, before the cost
 */
public record ProfitPoint(double threshold, double contacts, double responders, double spend, double value) {

    /** {@return value less spend} */
    public double profit() {
        return value - spend;
    }
}
