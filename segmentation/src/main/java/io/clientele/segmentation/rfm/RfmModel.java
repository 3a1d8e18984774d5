package io.clientele.segmentation.rfm;

import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Cut points that turn recency, frequency and money into scores and segments, also for customers who come later. Immutable
 * and thread-safe; equal by value. Scoring one customer allocates nothing.
 */
public final class RfmModel {

    private static final RfmCodec CODEC = new RfmCodec();

    final boolean nested;
    /** By measure, then by recency score if nested, else one; on values of which more is better. */
    final double[][][] cuts;

    final SegmentMap segments;
    final FitReport report;

    RfmModel(boolean nested, double[][][] cuts, SegmentMap segments, FitReport report) {
        this.nested = nested;
        this.cuts = cuts;
        this.segments = segments;
        this.report = report;
    }

    /** {@return the number of scores} */
    public int bins() {
        return segments.bins();
    }

    /** {@return the map from scores to segments} */
    public SegmentMap segments() {
        return segments;
    }

    /** {@return how the fit went} */
    public FitReport report() {
        return report;
    }

    /** {@return days of recency in falling order; a customer scores 1 plus the number of them above its own days} */
    public double[] recencyCuts() {
        return Arrays.stream(cuts[0][0]).map(cut -> 0.0 - cut).toArray();
    }

    /**
     * Cut points of the number of orders, in rising order; a customer scores 1 plus the number of them below its own.
     *
     * @param recencyScore of the customers meant; without effect unless nested
     * @return a copy
     */
    public double[] frequencyCuts(int recencyScore) {
        Check.between("recencyScore", recencyScore, 1, bins());
        return cuts[1][nested ? recencyScore - 1 : 0].clone();
    }

    /**
     * Cut points of the money, in rising order; a customer scores 1 plus the number of them below its own.
     *
     * @param recencyScore of the customers meant; without effect unless nested
     * @return a copy
     */
    public double[] monetaryCuts(int recencyScore) {
        Check.between("recencyScore", recencyScore, 1, bins());
        return cuts[2][nested ? recencyScore - 1 : 0].clone();
    }

    /**
     * The scores of one customer.
     *
     * @param recencyDays days since the last order, at least 0
     * @param frequency number of orders, at least 0
     * @param monetary money spent
     * @return {@code 100 r + 10 f + m}
     */
    public int score(double recencyDays, double frequency, double monetary) {
        Check.finite("recencyDays", recencyDays);
        Check.atLeast("recencyDays", recencyDays, 0.0);
        Check.finite("frequency", frequency);
        Check.atLeast("frequency", frequency, 0.0);
        Check.finite("monetary", monetary);
        int r = Scoring.score(0.0 - recencyDays, cuts[0][0]);
        int group = nested ? r - 1 : 0;
        return 100 * r + 10 * Scoring.score(frequency, cuts[1][group]) + Scoring.score(monetary, cuts[2][group]);
    }

    /**
     * The segment of one customer.
     *
     * @param recencyDays days since the last order, at least 0
     * @param frequency number of orders, at least 0
     * @param monetary money spent
     * @return the name of the segment
     */
    public String segment(double recencyDays, double frequency, double monetary) {
        int code = score(recencyDays, frequency, monetary);
        return segments.segment(code / 100, code / 10 % 10, code % 10);
    }

    /**
     * The scores of the customers of a table by the cut points, so equal values get equal scores.
     *
     * @param table the customers
     * @return scores, row by row
     */
    public RfmScores score(RfmTable table) {
        byte[][] scores = new byte[3][table.rows()];
        for (int i = 0; i < table.rows(); i++) {
            int code = score(table.recencyDays(i), table.frequency(i), table.monetary(i));
            scores[0][i] = (byte) (code / 100);
            scores[1][i] = (byte) (code / 10 % 10);
            scores[2][i] = (byte) (code % 10);
        }
        return new RfmScores(table, segments, scores);
    }

    /**
     * Writes the model as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the model as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a model that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the model
     */
    public static RfmModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static RfmModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RfmModel that
                && nested == that.nested
                && Arrays.deepEquals(cuts, that.cuts)
                && segments.equals(that.segments)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * segments.hashCode() + Arrays.deepHashCode(cuts);
    }

    @Override
    public String toString() {
        return "RfmModel[bins=" + bins() + ", nested=" + nested + ", " + report + "]";
    }
}
