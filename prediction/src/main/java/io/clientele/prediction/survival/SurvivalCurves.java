package io.clientele.prediction.survival;

import io.clientele.core.FitReport;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The curves that {@link KaplanMeier} found, one per group. Immutable and thread-safe; equal by value. */
public final class SurvivalCurves {

    private static final SurvivalCurvesCodec CODEC = new SurvivalCurvesCodec();

    private final List<SurvivalCurve> curves;
    private final FitReport report;

    SurvivalCurves(List<SurvivalCurve> curves, FitReport report) {
        this.curves = curves;
        this.report = report;
    }

    /** {@return the names of the groups, in alphabetical order; "all" when the table had none} */
    public List<String> groups() {
        return curves.stream().map(SurvivalCurve::group).toList();
    }

    /** {@return the curves, in the order of {@link #groups}} */
    public List<SurvivalCurve> curves() {
        return curves;
    }

    /**
     * The only curve.
     *
     * @return the curve
     * @throws IllegalStateException if there are several groups
     */
    public SurvivalCurve curve() {
        if (curves.size() != 1) {
            throw new IllegalStateException(
                    "there are " + curves.size() + " curves, of the groups " + groups() + "; ask for one by its name");
        }
        return curves.get(0);
    }

    /**
     * The curve of a group.
     *
     * @param group its name
     * @return the curve
     */
    public SurvivalCurve curve(String group) {
        Objects.requireNonNull(group, "group");
        for (SurvivalCurve curve : curves) {
            if (curve.group().equals(group)) {
                return curve;
            }
        }
        throw new IllegalArgumentException("no group '" + group + "'; groups are " + groups());
    }

    /** {@return how it went: a closed form, so always converged; the warnings name what to watch} */
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
    public static SurvivalCurves read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads curves that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the curves
     */
    public static SurvivalCurves read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SurvivalCurves that && curves.equals(that.curves) && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return curves.hashCode();
    }

    @Override
    public String toString() {
        return "SurvivalCurves" + curves;
    }
}
