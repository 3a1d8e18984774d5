package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.util.List;

/**
 * Keeps a mixture of arms from being much worse than one arm alone.
 *
 * <p>By Bonferroni, with the stated probability no arm is below the lower quantile of its posterior nor the baseline above its upper one.
 * On the way from the baseline alone to the wished shares, the worst case is linear, so the last point at which it is still good enough follows directly.
 */
record Baseline(String arm, double loss, double confidence) {

    Baseline {
        Check.between("loss", loss, 0, 1);
        Check.confidence(confidence);
    }

    double[] limit(double[] shares, List<String> names, List<? extends Posterior> posteriors) {
        int at = names.indexOf(arm);
        int shown = 0;
        for (double share : shares) {
            shown += share > 0 ? 1 : 0;
        }
        // the baseline counts whether it has a share or not
        shown += shares[at] > 0 ? 0 : 1;
        // where rewards may be below 0, more of the baseline need not be worse: both its ends count
        boolean signed =
                posteriors.get(at) instanceof NormalPosterior || posteriors.get(at) instanceof StudentPosterior;
        double tail = (1 - confidence) / (signed ? shown + 1 : shown);
        double most = posteriors.get(at).quantile(1 - tail);
        double others = 0;
        for (int k = 0; k < shares.length; k++) {
            if (k != at && shares[k] > 0) {
                others += shares[k] * posteriors.get(k).quantile(tail);
            }
        }
        double part = part(1 - shares[at], others, most);
        if (signed) {
            double least = Math.max(posteriors.get(at).quantile(tail), Math.min(0, most));
            part = Math.min(part, part(1 - shares[at], others, least));
        }
        double[] limited = new double[shares.length];
        double rest = 0;
        for (int k = 0; k < shares.length; k++) {
            limited[k] = k == at ? 0 : part * shares[k];
            rest += limited[k];
        }
        limited[at] = Math.max(0, 1 - rest);
        return limited;
    }

    /** How far one may go, of the whole way to the wished shares, if the baseline is worth so much. */
    private double part(double moved, double others, double base) {
        // of the wished shares less the baseline: what is lost at worst, to be at most a part of the baseline
        double worst = moved * base - others;
        double allowed = loss * Math.max(0, base);
        // where even the loss allowed is more than the whole way there is nothing to limit
        return worst <= allowed ? 1 : allowed / worst;
    }
}
