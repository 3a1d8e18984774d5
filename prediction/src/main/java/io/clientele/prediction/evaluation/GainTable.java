package io.clientele.prediction.evaluation;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Proportions;
import java.util.ArrayList;
import java.util.List;

/**
 * If we write to the best tenth of the customers, how many of the buyers do we reach?
 *
 * <p>Cuts the rows, from the highest score down, into bands of equal weight and says what each holds: gain, lift, response rate.
 * Where a cut falls among equal scores, these are taken as equally spread over both sides.
 *
 * <ul>
 *   <li>All rows of one label: {@link io.clientele.core.FitException}.
 *   <li>More bands than rows: a row is split between bands.
 * </ul>
 *
 * <p>Time O(rows). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * GainTable deciles = GainTable.of(ScoredLabels.of(bought, scores), 10, 0.95);
 * double reached = deciles.bands().get(0).gain();
 * }</pre>
 */
public final class GainTable {

    private record Content(List<GainBand> bands) {}

    private final Content c;

    private GainTable(Content c) {
        this.c = c;
    }

    /**
     * Cuts the rows into bands.
     *
     * @param data labels and scores of any kind
     * @param bands how many, at least 1; 10 for deciles
     * @param confidence of the intervals of the bands' rates, such as 0.95
     * @return the table
     */
    public static GainTable of(ScoredLabels data, int bands, double confidence) {
        Check.atLeast("bands", bands, 1);
        Check.confidence(confidence);
        return of(ScoreGroups.of(data), bands, confidence);
    }

    static GainTable of(ScoreGroups groups, int bands, double confidence) {
        double m = groups.allPositives;
        double all = m + groups.allNegatives;
        List<GainBand> lines = new ArrayList<>();
        int g = 0;
        double passedRows = 0;
        double passedPositives = 0;
        double lastRows = 0;
        double lastPositives = 0;
        for (int band = 1; band <= bands; band++) {
            double rows = all * band / bands;
            while (g < groups.count && passedRows + groups.positives[g] + groups.negatives[g] <= rows) {
                passedRows += groups.positives[g] + groups.negatives[g];
                passedPositives += groups.positives[g++];
            }
            double positives = passedPositives;
            if (g < groups.count && band < bands) {
                double size = groups.positives[g] + groups.negatives[g];
                positives += (rows - passedRows) * (groups.positives[g] / size);
            } else {
                positives = m;
            }
            double width = rows - lastRows;
            double inBand = Math.max(0, Math.min(width, positives - lastPositives));
            double rate = inBand / width;
            lines.add(new GainBand(
                    (double) band / bands,
                    rows,
                    positives,
                    positives / m,
                    (positives / m) / (rows / all),
                    rate,
                    rate / (m / all),
                    Proportions.wilson(inBand, width, confidence)));
            lastRows = rows;
            lastPositives = positives;
        }
        return new GainTable(new Content(List.copyOf(lines)));
    }

    /** {@return the bands, best first; unmodifiable} */
    public List<GainBand> bands() {
        return c.bands;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GainTable that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "GainTable[" + c.bands.size() + " bands, the first with a gain of "
                + c.bands.get(0).gain() + "]";
    }
}
