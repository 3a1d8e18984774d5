package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;

/**
 * What is known at a horizon: who has left for the cause in question (a case), who has not, and with which weight each of them counts;
 * scores of predicted risks, each with its influence function. The influence is the derivative with respect to a row's weight, the
 * way by the censoring curve included.
 */
final class HorizonOutcomes {

    final CensoringWeights censoring;
    final double horizon;
    final boolean[] left;
    /** 0 for those who were censored before. */
    final double[] weight;

    private final int point;

    HorizonOutcomes(CensoringWeights censoring, int cause, double horizon) {
        this.censoring = censoring;
        this.horizon = horizon;
        SurvivalTable data = censoring.data;
        double g = censoring.checkedWatched(horizon);
        point = censoring.point(horizon);
        left = new boolean[data.rows()];
        weight = new double[data.rows()];
        for (int i = 0; i < weight.length; i++) {
            boolean stays = data.time(i) > horizon;
            left[i] = !stays && data.event(i) == cause;
            weight[i] =
                    censoring.at[i] < 0 || (!stays && data.event(i) == 0) ? 0 : stays ? 1 / g : censoring.ofEvent(i);
        }
    }

    static double[] checked(SurvivalTable data, double[] chances) {
        Check.length("predictions", chances.length, data.rows(), "one value per row");
        for (int i = 0; i < chances.length; i++) {
            if (!(chances[i] >= 0 && chances[i] <= 1)) {
                throw new IllegalArgumentException(
                        "prediction, row " + i + ": must be between 0 and 1, got " + chances[i]);
            }
        }
        return chances;
    }

    private double tableWeight(int row) {
        return censoring.data.weight(row);
    }

    /** Rows count {@code parts[i] * weight[i]} each per unit of weight, and so does, with the sign turned, log G there. */
    double[] withCensoring(double[] parts) {
        double[] influence = new double[parts.length];
        double[] a = new double[censoring.times.length];
        for (int i = 0; i < parts.length; i++) {
            if (weight[i] == 0) {
                continue;
            }
            influence[i] = weight[i] * parts[i];
            int k = censoring.data.time(i) > horizon ? point : censoring.at[i] - 1;
            if (k >= 0) {
                a[k] -= tableWeight(i) * influence[i];
            }
        }
        censoring.addInfluence(influence, a);
        return influence;
    }

    /** The mean squared distance between the risks and what happened. */
    double brier(double[] risks) {
        double sum = 0;
        for (int i = 0; i < risks.length; i++) {
            sum += weight[i] == 0 ? 0 : tableWeight(i) * weight[i] * loss(risks, i);
        }
        return sum / censoring.total;
    }

    private double loss(double[] risks, int i) {
        double miss = left[i] ? 1 - risks[i] : risks[i];
        return miss * miss;
    }

    double[] brierInfluence(double[] risks) {
        double[] parts = new double[risks.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = loss(risks, i) / censoring.total;
        }
        double[] influence = withCensoring(parts);
        double mean = brier(risks) / censoring.total;
        for (int i = 0; i < influence.length; i++) {
            influence[i] -= mean;
        }
        return influence;
    }

    /** Weight of those who left and of those who did not, and of the pairs in which the first had the higher risk. */
    private final class Pairs {

        double cases;
        double controls;
        double right;
        /** Of each row: weight of those on the other side that it is in the right order with. */
        final double[] mine;

        Pairs(double[] risks) {
            mine = new double[risks.length];
            long[] keys = new long[risks.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = Double.doubleToRawLongBits(risks[i] + 0.0); // not negative, so its bits have its order
            }
            int[] order = TimeOrder.ascending(keys);
            for (int i = 0; i < risks.length; i++) {
                if (left[i]) {
                    cases += tableWeight(i) * weight[i];
                } else {
                    controls += tableWeight(i) * weight[i];
                }
            }
            if (!(cases > 0)) {
                throw new FitException(
                        "nobody has left by " + horizon + ", so there is nothing to tell apart; take a later horizon");
            }
            double casesBelow = 0;
            double controlsBelow = 0;
            for (int from = 0; from < order.length; ) {
                int to = from;
                double casesHere = 0;
                double controlsHere = 0;
                for (; to < order.length && keys[order[to]] == keys[order[from]]; to++) {
                    int i = order[to];
                    casesHere += left[i] ? tableWeight(i) * weight[i] : 0;
                    controlsHere += left[i] ? 0 : tableWeight(i) * weight[i];
                }
                for (int q = from; q < to; q++) {
                    int i = order[q];
                    mine[i] = left[i] ? controlsBelow + controlsHere / 2 : cases - casesBelow - casesHere / 2;
                }
                right += casesHere * (controlsBelow + controlsHere / 2);
                casesBelow += casesHere;
                controlsBelow += controlsHere;
                from = to;
            }
        }
    }

    /** The chance that of one who left and one who did not, the first had the higher risk. */
    double auc(double[] risks) {
        Pairs pairs = new Pairs(risks);
        return pairs.right / (pairs.cases * pairs.controls);
    }

    double[] aucInfluence(double[] risks) {
        Pairs pairs = new Pairs(risks);
        double auc = pairs.right / (pairs.cases * pairs.controls);
        double[] parts = new double[risks.length];
        for (int i = 0; i < parts.length; i++) {
            double other = left[i] ? pairs.controls : pairs.cases;
            parts[i] = (pairs.mine[i] - auc * other) / (pairs.cases * pairs.controls);
        }
        return withCensoring(parts);
    }

    HorizonScore score(double value, double[] influence) {
        return new HorizonScore(horizon, value, censoring.error(influence));
    }

    static double[] risks(double[] survival) {
        return Arrays.stream(survival).map(s -> 1 - s).toArray();
    }
}
