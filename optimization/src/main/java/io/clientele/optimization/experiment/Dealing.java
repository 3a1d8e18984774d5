package io.clientele.optimization.experiment;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import java.util.random.RandomGenerator;

/** The units of two variants, dealt anew. Values are centred at their common mean; {@code hand} is the smaller variant's number. */
final class Dealing {

    /** Statistics this close to the one seen count as equal: they differ by the order of a sum only. */
    private static final double TIE = 1e-9;

    private final double[] values;
    private final int hand;
    private final boolean studentized;
    private final double sum;
    private final double squares;
    private final double difference;
    private final double signed;
    private final double limit;

    private Dealing(double[] values, int hand, boolean studentized, double difference, double sign) {
        this.values = values;
        this.hand = hand;
        this.studentized = studentized;
        this.difference = difference;
        double s = 0;
        double q = 0;
        for (double value : values) {
            s += value;
            q += value * value;
        }
        sum = s;
        squares = q;
        double mine = 0;
        double mineSquares = 0;
        for (int i = 0; i < hand; i++) {
            mine += values[i];
            mineSquares += values[i] * values[i];
        }
        double seen = statistic(mine, mineSquares);
        signed = sign * seen;
        limit = Math.abs(seen) * (1 - TIE);
    }

    /** The smaller variant's values come first. */
    static Dealing of(double[] control, double[] variant, boolean studentized) {
        Check.atLeast("units of the control", control.length, 2);
        Check.atLeast("units of the variant", variant.length, 2);
        boolean controlFirst = control.length <= variant.length;
        double[] first = controlFirst ? control : variant;
        double[] second = controlFirst ? variant : control;
        double[] all = new double[control.length + variant.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        double mean = 0;
        for (int i = 0; i < all.length; i++) {
            Check.finite("values[" + i + "]", all[i]);
            mean += all[i] / all.length;
        }
        double a = 0;
        double b = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] -= mean;
            if (i < first.length) {
                a += all[i] / first.length;
            } else {
                b += all[i] / second.length;
            }
        }
        return new Dealing(all, first.length, studentized, controlFirst ? b - a : a - b, controlFirst ? -1 : 1);
    }

    double difference() {
        return difference;
    }

    /** The statistic as it was seen: variant less control. */
    double seen() {
        return signed;
    }

    /** The mean of the hand less that of the rest, from the hand's sum and sum of squares. */
    private double statistic(double mine, double mineSquares) {
        double m = hand;
        double n = values.length - m;
        double rest = sum - mine;
        double away = mine / m - rest / n;
        if (!studentized) {
            return away;
        }
        double va = Math.max(0, mineSquares - mine * mine / m) / (m - 1) / m;
        double vb = Math.max(0, squares - mineSquares - rest * rest / n) / (n - 1) / n;
        double error = Math.sqrt(va + vb);
        if (error <= 1e-12 * Math.abs(away)) {
            return away == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, away);
        }
        return away / error;
    }

    private boolean far(double statistic) {
        return Math.abs(statistic) >= limit;
    }

    /** How many ways to deal there are if these are at most as many as asked for; otherwise 0. */
    long ways(int most) {
        double ways = 1;
        for (int i = 1; i <= hand; i++) {
            ways = ways * (values.length - hand + i) / i;
            if (ways > most + 1.0) {
                return 0;
            }
        }
        return Math.round(ways);
    }

    /** Counts all ways to deal that are as far as the one seen. */
    long countAll(Execution execution) {
        int n = values.length;
        int[] chosen = new int[hand];
        for (int i = 0; i < hand; i++) {
            chosen[i] = i;
        }
        long count = 0;
        while (true) {
            execution.checkCancelled();
            double mine = 0;
            double mineSquares = 0;
            for (int unit : chosen) {
                mine += values[unit];
                mineSquares += values[unit] * values[unit];
            }
            count += far(statistic(mine, mineSquares)) ? 1 : 0;
            int at = hand - 1;
            while (at >= 0 && chosen[at] == n - hand + at) {
                at--;
            }
            if (at < 0) {
                return count;
            }
            chosen[at]++;
            for (int i = at + 1; i < hand; i++) {
                chosen[i] = chosen[i - 1] + 1;
            }
        }
    }

    /** Counts how many of some random ways to deal are as far as the one seen. */
    long countDrawn(RandomGenerator random, int draws) {
        double[] cards = values.clone();
        long count = 0;
        for (int draw = 0; draw < draws; draw++) {
            double mine = 0;
            double mineSquares = 0;
            for (int i = 0; i < hand; i++) {
                int j = i + random.nextInt(cards.length - i);
                double card = cards[j];
                cards[j] = cards[i];
                cards[i] = card;
                mine += card;
                mineSquares += card * card;
            }
            count += far(statistic(mine, mineSquares)) ? 1 : 0;
        }
        return count;
    }
}
