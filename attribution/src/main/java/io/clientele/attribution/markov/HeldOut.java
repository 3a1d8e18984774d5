package io.clientele.attribution.markov;

import io.clientele.attribution.PathTable;
import java.util.Arrays;

/** What chains made from all other folds say about one fold. */
final class HeldOut {

    /** By order: minus the log-likelihood of the fold's journeys. */
    final double[] loss;
    /** By order and path of the fold: probability of conversion once the path is at its end. */
    private final double[][] scores;

    private final long[] conversions;
    private final long[] nulls;

    private HeldOut(int orders, int paths) {
        loss = new double[orders];
        scores = new double[orders][paths];
        conversions = new long[paths];
        nulls = new long[paths];
    }

    static HeldOut of(PathTable all, PathTable fold, Contexts[] contexts, int[] starts) {
        long[] conversions = new long[all.paths()];
        long[] nulls = new long[all.paths()];
        long[] otherConversions = new long[all.paths()];
        long[] otherNulls = new long[all.paths()];
        for (int row = 0; row < all.paths(); row++) {
            otherConversions[row] = all.conversions(row);
            otherNulls[row] = all.nulls(row);
        }
        int[] rows = new int[fold.paths()];
        int[] codes = new int[fold.channels().size()];
        for (int c = 0; c < codes.length; c++) {
            codes[c] = all.channels().indexOf(fold.channels().get(c));
        }
        int[] path = new int[fold.longest()];
        for (int i = 0; i < rows.length; i++) {
            int n = fold.copyPath(i, path);
            for (int j = 0; j < n; j++) {
                path[j] = codes[path[j]];
            }
            rows[i] = all.find(path, 0, n);
            conversions[rows[i]] = fold.conversions(i);
            nulls[rows[i]] = fold.nulls(i);
            otherConversions[rows[i]] -= fold.conversions(i);
            otherNulls[rows[i]] -= fold.nulls(i);
        }
        SmoothedChain chain = new SmoothedChain(contexts, all.channels().size() + 2);
        chain.count(starts, otherConversions, otherNulls, 1);
        chain.close();
        HeldOut part = new HeldOut(contexts.length, rows.length);
        for (int i = 0; i < rows.length; i++) {
            part.score(i, rows[i], contexts, starts, chain, conversions[rows[i]], nulls[rows[i]]);
        }
        return part;
    }

    private void score(
            int i, int row, Contexts[] contexts, int[] starts, SmoothedChain chain, long converted, long lost) {
        int orders = contexts.length;
        int[] edges = new int[orders];
        double[] p = new double[orders];
        double[] toNull = new double[orders];
        conversions[i] = converted;
        nulls[i] = lost;
        for (int at = starts[row]; at < starts[row + 1]; at++) {
            for (int k = 0; k < orders; k++) {
                edges[k] = contexts[k].steps[at];
            }
            chain.probabilities(edges, p);
            for (int k = 0; k < orders; k++) {
                loss[k] -= (converted + lost) * Math.log(p[k]);
            }
        }
        for (int k = 0; k < orders; k++) {
            edges[k] = contexts[k].converted[row];
        }
        chain.probabilities(edges, p);
        for (int k = 0; k < orders; k++) {
            edges[k] = contexts[k].lost[row];
        }
        chain.probabilities(edges, toNull);
        for (int k = 0; k < orders; k++) {
            loss[k] -= converted * Math.log(p[k]) + lost * Math.log(toNull[k]);
            scores[k][i] = p[k] / (p[k] + toNull[k]);
        }
    }

    /** Area under the ROC curve over the journeys of all folds. */
    static double auc(HeldOut[] parts, int order) {
        int n = 0;
        for (HeldOut part : parts) {
            n += part.conversions.length;
        }
        double[][] rows = new double[n][];
        int at = 0;
        for (HeldOut part : parts) {
            for (int i = 0; i < part.conversions.length; i++) {
                rows[at++] = new double[] {part.scores[order][i], part.conversions[i], part.nulls[i]};
            }
        }
        Arrays.sort(rows, (a, b) -> Double.compare(a[0], b[0]));
        double below = 0;
        double pairs = 0;
        double converted = 0;
        for (int from = 0; from < n; ) {
            double c = 0;
            double l = 0;
            int to = from;
            while (to < n && rows[to][0] == rows[from][0]) {
                c += rows[to][1];
                l += rows[to++][2];
            }
            pairs += c * (below + l / 2);
            below += l;
            converted += c;
            from = to;
        }
        return converted * below == 0 ? 0.5 : pairs / (converted * below);
    }
}
