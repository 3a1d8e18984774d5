package io.clientele.optimization.bandit;

import io.clientele.core.stats.Distributions;
import io.clientele.optimization.internal.GaussPanel;

/**
 * Beta posteriors of which one is multiplied by 1 + a part, over the log odds of the others. Where the product is above 1 the arm is beyond
 * all others; what is below has a smooth density, as the arm itself is away from its own end there.
 */
final class LeaderFamily extends Family {

    private final BetaFamily plain;
    private final int leader;
    private final double part;
    private final double beyond;

    LeaderFamily(double[] alpha, double[] beta, int leader, double part) {
        super(alpha.length);
        plain = new BetaFamily(alpha, beta);
        this.leader = leader;
        this.part = part;
        double cap = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < alpha.length; k++) {
            middle[k] = plain.middle[k];
            logArea[k] = plain.logArea[k];
            low[k] = plain.low[k];
            high[k] = plain.high[k];
            cap = k == leader ? cap : Math.max(cap, high[k]);
        }
        double end = multiplied(plain.high[leader]);
        low[leader] = Math.min(cap, multiplied(plain.low[leader]));
        high[leader] = Math.min(end, cap);
        if (end > cap) {
            double odds = StrictMath.exp(plain.logOdds() + divided(cap));
            beyond = Distributions.betaSurvival(odds / (1 + odds), alpha[leader], beta[leader]);
        } else {
            beyond = 0;
        }
    }

    /** The common scale's place of the product, from that of the factor. */
    private double multiplied(double t) {
        double odds = StrictMath.exp(plain.logOdds() + t);
        // of infinite odds the share is 1 and the product above it
        return part * odds < 1 ? t + StrictMath.log1p(part) - StrictMath.log1p(-part * odds) : Double.POSITIVE_INFINITY;
    }

    /** The other way: log odds of y / (1 + part). */
    private double divided(double t) {
        return t - steep(t);
    }

    /** log(1 + part (1 + odds)), also where the odds are beyond all doubles. */
    private double steep(double t) {
        double logOdds = plain.logOdds() + t;
        return logOdds > 600 ? StrictMath.log(part) + logOdds : StrictMath.log1p(part * (1 + StrictMath.exp(logOdds)));
    }

    @Override
    double beyond(int k) {
        return k == leader ? beyond : 0;
    }

    @Override
    void moveTo(double t) {
        plain.moveTo(t);
        center = t;
    }

    private double center;

    @Override
    double shape(double s) {
        return plain.shape(s);
    }

    @Override
    double start(int k) {
        return plain.start(k);
    }

    @Override
    double slope(int k) {
        return plain.slope(k);
    }

    @Override
    double bend(int k) {
        return plain.bend(k);
    }

    @Override
    void logDensity(int k, double half, double[] shapes, double[] out) {
        if (k != leader) {
            plain.logDensity(k, half, shapes, out);
            return;
        }
        double factor = StrictMath.log1p(part);
        for (int i = 0; i < GaussPanel.NODES; i++) {
            double steep = steep(center + half * GaussPanel.node(i));
            double from = center + half * GaussPanel.node(i) - middle[k] - steep;
            out[i] = factor - steep - plain.fall(k, from) - logArea[k];
        }
    }

    @Override
    double stretch(int k) {
        if (k != leader) {
            return plain.stretch(k);
        }
        double steep = steep(center);
        double rise = StrictMath.exp(StrictMath.log1p(part) - steep);
        plain.moveTo(center - steep);
        double own = plain.stretch(k) / rise;
        plain.moveTo(center);
        // poles pi i away from where odds are (1 + part) / part
        double pole = plain.logOdds() + center - StrictMath.log1p(1 / part);
        return Math.min(own, (4 + Math.abs(pole)) / 6);
    }

    @Override
    double valueSlope(double t) {
        return plain.valueSlope(t);
    }

    @Override
    double mean(int k) {
        return plain.mean(k);
    }

    @Override
    double fall(int k, double s) {
        return plain.fall(k, s);
    }

    @Override
    double fallSlope(int k, double s) {
        return plain.fallSlope(k, s);
    }
}
