package io.clientele.prediction.survival;

import io.clientele.core.FitReport;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The curves that {@link Turnbull} found, one per group. Immutable and thread-safe; equal by value. */
public final class TurnbullCurves {

    private static final TurnbullCurvesCodec CODEC = new TurnbullCurvesCodec();

    private final List<TurnbullCurve> curves;
    private final FitReport report;

    TurnbullCurves(List<TurnbullCurve> curves, FitReport report) {
        this.curves = curves;
        this.report = report;
    }

    /** {@return the names of the groups, in alphabetical order; "all" when the table had none} */
    public List<String> groups() {
        return curves.stream().map(TurnbullCurve::group).toList();
    }

    /** {@return the curves, in the order of {@link #groups}} */
    public List<TurnbullCurve> curves() {
        return curves;
    }

    /**
     * The curve of a group.
     *
     * @param group its name
     * @return the curve
     */
    public TurnbullCurve curve(String group) {
        Objects.requireNonNull(group, "group");
        for (TurnbullCurve curve : curves) {
            if (curve.group().equals(group)) {
                return curve;
            }
        }
        throw new IllegalArgumentException("no group '" + group + "'; groups are " + groups());
    }

    /** {@return how it went; {@code change} is what a unit of mass more on some interval could still gain per customer} */
    public FitReport report() {
        return report;
    }

    /**
     * Writes the curves as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the curves as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads curves that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the curves
     */
    public static TurnbullCurves read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads curves that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the curves
     */
    public static TurnbullCurves read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TurnbullCurves that && curves.equals(that.curves) && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return curves.hashCode();
    }

    @Override
    public String toString() {
        return "TurnbullCurves" + curves;
    }
}
