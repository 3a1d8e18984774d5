package io.clientele.optimization.bandit;

import io.clientele.core.internal.random.Samplers;
import io.clientele.core.internal.random.Ziggurat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The arm with the largest of one draw from each posterior, with what does not change from draw to draw computed before.
 *
 * <p>A Beta number is x / (x + y) of two Gamma numbers, and the largest of them is that with the largest x / y; comparing by
 * products needs no division. Gamma numbers by Marsaglia and Tsang (2000) with their squeeze, on normal numbers from the ziggurat.
 * Where a shape is below 1 x or y may be 0 in doubles, so those arms are drawn by {@link Samplers#beta}. Other kinds of posteriors are drawn by
 * their own {@link Posterior#sample}.
 */
final class PosteriorDraws {

    private final int[] arm;
    private final Posterior[] posterior;
    private final boolean rates;
    private final boolean[] plain;
    /** Shape less a third, of alpha and beta in turn, and 1 / sqrt(9 of it). */
    private final double[] d;

    private final double[] c;

    /** Of those arms alone. */
    PosteriorDraws(List<? extends Posterior> posteriors, int[] arms) {
        arm = arms;
        posterior = new Posterior[arms.length];
        rates = posteriors.get(0) instanceof BetaPosterior;
        plain = new boolean[arms.length];
        d = new double[2 * arms.length];
        c = new double[2 * arms.length];
        for (int i = 0; i < arms.length; i++) {
            posterior[i] = posteriors.get(arms[i]);
            if (!(posterior[i] instanceof BetaPosterior p)) {
                continue;
            }
            plain[i] = p.alpha() >= 1 && p.beta() >= 1;
            d[2 * i] = p.alpha() - 1.0 / 3;
            d[2 * i + 1] = p.beta() - 1.0 / 3;
            c[2 * i] = 1 / Math.sqrt(9 * d[2 * i]);
            c[2 * i + 1] = 1 / Math.sqrt(9 * d[2 * i + 1]);
        }
    }

    int best(RandomGenerator random) {
        return rates ? ofRates(random) : ofAnything(random);
    }

    private int ofAnything(RandomGenerator random) {
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < arm.length; i++) {
            double value = posterior[i].sample(random);
            if (value > highest) {
                best = arm[i];
                highest = value;
            }
        }
        return best;
    }

    private int ofRates(RandomGenerator random) {
        int best = -1;
        double bestX = -1;
        double bestY = 1;
        for (int i = 0; i < arm.length; i++) {
            double x;
            double y;
            if (plain[i]) {
                x = gamma(random, d[2 * i], c[2 * i]);
                y = gamma(random, d[2 * i + 1], c[2 * i + 1]);
            } else {
                x = posterior[i].sample(random);
                y = 1 - x;
            }
            if (x * bestY > bestX * y) {
                best = arm[i];
                bestX = x;
                bestY = y;
            }
        }
        return best;
    }

    private static double gamma(RandomGenerator random, double d, double c) {
        while (true) {
            double x = Ziggurat.gaussian(random);
            double t = 1 + c * x;
            if (t > 0) {
                double v = t * t * t;
                double u = Samplers.open(random);
                double x2 = x * x;
                if (u < 1 - 0.0331 * (x2 * x2) || StrictMath.log(u) < 0.5 * x2 + d - d * v + d * StrictMath.log(v)) {
                    return d * v;
                }
            }
        }
    }
}
