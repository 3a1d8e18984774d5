package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import java.util.List;
import java.util.Objects;

/**
 * Which customers does a Cox model describe badly, and which ones move it?
 *
 * <p>Residuals of a model on the table it was fitted on, all in the order of that table's rows. A row that was at risk at no event
 * time, or has weight 0, has zeros.
 *
 * <ul>
 *   <li>Martingale: events less those expected of the row while it was at risk; against a feature it shows a bend.
 *   <li>Deviance: the same made symmetric; large ones are outliers.
 *   <li>Score: what the row adds to the score of each coefficient, without its weight.
 *   <li>Dfbeta: how far each coefficient would move, about, if the row were left out; with its weight.
 *   <li>Schoenfeld: for each event, the features of who left less the mean of those at risk; their trend over time shows
 *       hazards that are not proportional.
 * </ul>
 *
 * <p>With exact ties the residuals are those of Breslow's hazard at the model's coefficients. Memory O(rows + event times ·
 * features). Immutable and thread-safe.
 *
 * <pre>{@code
 * CoxResiduals residuals = CoxResiduals.of(model, customers);
 * double surprise = residuals.deviance()[17];
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/77.1.147">Therneau, Grambsch and Fleming (1990), Martingale-based residuals for
 *     survival models</a>
 */
public final class CoxResiduals {

    private final CoxModel model;
    private final CoxDesign design;
    private final CoxParts parts;

    private CoxResiduals(CoxModel model, CoxDesign design, CoxParts parts) {
        this.model = model;
        this.design = design;
        this.parts = parts;
    }

    /**
     * The residuals of a model.
     *
     * @param model fitted on the table
     * @param data the table
     * @return its residuals
     */
    public static CoxResiduals of(CoxModel model, SurvivalTable data) {
        Objects.requireNonNull(model, "model");
        CoxDesign design = model.design(data, Execution.sequential());
        return new CoxResiduals(model, design, new CoxParts(design, model.ties, model.scaledFor(design)));
    }

    /** {@return the martingale residuals, one per row} */
    public double[] martingale() {
        double[] residuals = new double[design.table.rows()];
        for (int b = 0; b < design.bins(); b++) {
            for (int i = design.binStart[b]; i < design.binStart[b + 1]; i++) {
                residuals[design.row[i]] = parts.martingale(i, b);
            }
        }
        return residuals;
    }

    /** {@return the deviance residuals, one per row} */
    public double[] deviance() {
        double[] residuals = martingale();
        for (int i = 0; i < residuals.length; i++) {
            double m = residuals[i];
            double d = design.table.event(i) > 0 ? 1 : 0;
            double expected = d - m;
            double square = -2 * (m + (d > 0 && expected > 0 ? Math.log(expected) : 0));
            residuals[i] = Math.signum(m) * Math.sqrt(Math.max(0, square));
        }
        return residuals;
    }

    /** {@return the score residuals, one column per feature} */
    public FeatureTable score() {
        int p = design.columns();
        double[][] columns = new double[p][design.table.rows()];
        for (int b = 0; b < design.bins(); b++) {
            for (int i = design.binStart[b]; i < design.binStart[b + 1]; i++) {
                for (int j = 0; j < p; j++) {
                    columns[j][design.row[i]] = parts.score(i, b, j) * design.scale[j];
                }
            }
        }
        return FeatureTable.of(model.features(), columns);
    }

    /** {@return how far each row moves each coefficient, one column per feature; 0 for aliased ones} */
    public FeatureTable dfbeta() {
        int p = design.columns();
        double[][] columns = new double[p][design.table.rows()];
        double[] score = new double[p];
        for (int b = 0; b < design.bins(); b++) {
            for (int i = design.binStart[b]; i < design.binStart[b + 1]; i++) {
                for (int j = 0; j < p; j++) {
                    score[j] = design.weight(i) * parts.score(i, b, j) * design.scale[j];
                }
                for (int j = 0; j < p; j++) {
                    columns[j][design.row[i]] = CoxFit.dot(model.modelCovariance[j], score);
                }
            }
        }
        return FeatureTable.of(model.features(), columns);
    }

    /** {@return the numbers of the rows with an event, ascending: the rows of {@link #schoenfeld}} */
    public int[] eventRows() {
        boolean[] event = new boolean[design.table.rows()];
        for (int b = 0; b < design.bins(); b++) {
            for (int i = design.binEvents[b]; i < design.binStart[b + 1]; i++) {
                event[design.row[i]] = true;
            }
        }
        int[] rows = new int[design.events];
        int next = 0;
        for (int i = 0; i < event.length; i++) {
            if (event[i]) {
                rows[next++] = i;
            }
        }
        return rows;
    }

    /** {@return the Schoenfeld residuals, one row per event in the order of {@link #eventRows}, one column per feature} */
    public FeatureTable schoenfeld() {
        int p = design.columns();
        double[][] all = new double[p][design.table.rows()];
        for (int b = 0; b < design.bins(); b++) {
            for (int i = design.binEvents[b]; i < design.binStart[b + 1]; i++) {
                for (int j = 0; j < p; j++) {
                    all[j][design.row[i]] = (design.x()[j][i] - parts.mean(b, j)) * design.scale[j];
                }
            }
        }
        return FeatureTable.of(List.copyOf(model.features()), all).selectRows(eventRows());
    }

    @Override
    public String toString() {
        return "CoxResiduals[" + design.table.rows() + " rows, " + design.events + " events]";
    }
}
