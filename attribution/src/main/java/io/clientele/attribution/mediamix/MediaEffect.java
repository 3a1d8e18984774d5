package io.clientele.attribution.mediamix;

import io.clientele.core.stats.Interval;

/**
 * What a channel did in the fitted weeks. How the intervals come about and how often they hold the truth: {@link MediaMix}.
 *
 * @param channel its name
 * @param spend what was spent on it in the fitted weeks
 * @param contribution sales that the channel explains in the fitted weeks, at least 0; earlier spend works in it too, and what
 *     comes after the last week does not
 * @param contributionInterval of the contribution
 * @param marginalReturn what another unit of spend would have brought, spread over the weeks as the spend was
 * @param marginalReturnInterval of the marginal return
 * @param meanLag how many weeks after the spend its effect comes on average
 * @param meanLagInterval of the mean lag
 * @param inflation variance inflation: how many times wider the other columns make the variance of the coefficient; from 1, infinite
 *     if they explain the channel's
 * @param adstock how the effect spreads over weeks
 */
public record MediaEffect(
        String channel,
        double spend,
        double contribution,
        Interval contributionInterval,
        double marginalReturn,
        Interval marginalReturnInterval,
        double meanLag,
        Interval meanLagInterval,
        double inflation,
        Adstock adstock) {

    /** {@return sales per unit of spend in the fitted weeks: the return on ad spend when sales are money} */
    public double returnOnSpend() {
        return contribution / spend;
    }

    /** {@return the interval of {@link #returnOnSpend}} */
    public Interval returnOnSpendInterval() {
        return new Interval(
                contributionInterval.lower() / spend,
                contributionInterval.upper() / spend,
                contributionInterval.confidence());
    }
}
