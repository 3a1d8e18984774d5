package io.clientele.prediction.survival;

import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What {@link CauseSpecificCox} learned: one Cox model per cause. Immutable and thread-safe; equal by value. */
public final class CauseSpecificModel {

    private static final CauseSpecificModelCodec CODEC = new CauseSpecificModelCodec();

    final Map<Integer, CoxModel> models;

    CauseSpecificModel(Map<Integer, CoxModel> models) {
        this.models = new LinkedHashMap<>(models);
    }

    /** {@return the codes of the causes, ascending} */
    public List<Integer> causes() {
        return List.copyOf(models.keySet());
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return models.values().iterator().next().features();
    }

    /**
     * The regression for one cause: its hazard ratios are of the rate among those who are still there.
     *
     * @param cause its code
     * @return its model
     */
    public CoxModel model(int cause) {
        CoxModel model = models.get(cause);
        if (model == null) {
            throw new IllegalArgumentException("no event has code " + cause + "; codes are " + causes());
        }
        return model;
    }

    /** {@return whether every cause's fit converged} */
    public boolean converged() {
        return models.values().stream().allMatch(model -> model.report().converged());
    }

    /**
     * What the model says about a customer.
     *
     * @param row one finite value per feature
     * @return the shares that leave for each cause
     * @throws IllegalStateException if there are several strata
     */
    public CauseSpecificCurve curve(double... row) {
        return curve(model -> model.curve(row));
    }

    /**
     * What the model says about a customer whose features change over time.
     *
     * @param path features over time
     * @return the shares that leave for each cause, from the start of the path on
     * @throws IllegalStateException if there are several strata
     */
    public CauseSpecificCurve curve(CovariatePath path) {
        return curve(model -> model.curve(path));
    }

    /**
     * What the model says about a customer of a stratum, in which every cause must have occurred.
     *
     * @param stratum name
     * @param row one finite value per feature
     * @return the shares that leave for each cause
     */
    public CauseSpecificCurve inStratum(String stratum, double... row) {
        return curve(model -> model.inStratum(stratum, row));
    }

    private CauseSpecificCurve curve(Function<CoxModel, CoxCurve> each) {
        List<CoxHazard> hazards = new ArrayList<>();
        models.values().forEach(model -> hazards.add(each.apply(model).hazard()));
        return new CauseSpecificCurve(
                causes(), hazards, models.values().iterator().next().confidence());
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
    public static CauseSpecificModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static CauseSpecificModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CauseSpecificModel that && models.equals(that.models);
    }

    @Override
    public int hashCode() {
        return models.hashCode();
    }

    @Override
    public String toString() {
        return "CauseSpecificModel" + models;
    }
}
