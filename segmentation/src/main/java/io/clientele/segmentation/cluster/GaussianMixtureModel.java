package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The normal distributions that {@link GaussianMixture} found: weights, means, covariances, and how well they fit. Immutable and
 * thread-safe; equal by value.
 *
 * <p>A point belongs to a component with a probability, see {@link #membership}; {@link #predict} names the most probable one, the
 * lowest-numbered of equally probable ones. Asking for one point takes O(k · features²).
 */
public final class GaussianMixtureModel {

    private static final GaussianMixtureCodec CODEC = new GaussianMixtureCodec();

    private final List<String> features;
    private final MixtureParameters parameters;
    private final double rows;
    private final double logLikelihood;
    private final double entropy;
    private final boolean collapsed;
    private final FitReport report;
    private final ComponentDensity[] components;

    GaussianMixtureModel(
            List<String> features,
            MixtureParameters parameters,
            double rows,
            double logLikelihood,
            double entropy,
            boolean collapsed,
            FitReport report) {
        this.features = features;
        this.parameters = parameters;
        this.rows = rows;
        this.logLikelihood = logLikelihood;
        this.entropy = entropy;
        this.collapsed = collapsed;
        this.report = report;
        this.components = new ComponentDensity[parameters.k()];
        for (int c = 0; c < components.length; c++) {
            components[c] = new ComponentDensity(parameters, c);
        }
    }

    /** {@return the names of the features, in the order that points must have} */
    public List<String> features() {
        return features;
    }

    /** {@return how many components there are; fewer than asked for when there were fewer distinct rows} */
    public int k() {
        return parameters.k();
    }

    /** {@return the shape of the covariances} */
    public CovarianceShape shape() {
        return parameters.shape;
    }

    /** {@return the share of each component; a copy} */
    public double[] weights() {
        return parameters.weights.clone();
    }

    /** {@return the means, one row per component, one value per feature; a copy} */
    public double[][] means() {
        double[][] copy = new double[k()][];
        for (int c = 0; c < copy.length; c++) {
            copy[c] = parameters.means[c].clone();
        }
        return copy;
    }

    /**
     * The covariance of a component, whatever the shape, as a matrix.
     *
     * @param component from 0
     * @return one row and column per feature; a copy
     */
    public double[][] covariance(int component) {
        return parameters.matrix(java.util.Objects.checkIndex(component, k()));
    }

    /** {@return the log-likelihood of the training rows} */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** {@return how many numbers were fitted} */
    public int freeParameters() {
        return parameters.freeNumbers();
    }

    /** {@return Schwarz's criterion, -2 log-likelihood plus log(rows) for each number fitted; less is better} */
    public double bic() {
        return -2 * logLikelihood + freeParameters() * Math.log(rows);
    }

    /** {@return Akaike's criterion, -2 log-likelihood plus 2 for each number fitted; less is better} */
    public double aic() {
        return -2 * logLikelihood + 2.0 * freeParameters();
    }

    /**
     * {@link #bic} plus twice the entropy of the memberships (Biernacki, Celeux and Govaert 2000): counts against components that
     * overlap.
     *
     * @return the criterion; less is better
     */
    public double icl() {
        return bic() + 2 * entropy;
    }

    /** {@return whether a component is held at the variance floor, so that the likelihood means little} */
    public boolean collapsed() {
        return collapsed;
    }

    /** {@return how the fit went; {@code change} is what was still to be gained of the mean log-likelihood} */
    public FitReport report() {
        return report;
    }

    /**
     * The most probable component of a point.
     *
     * @param point one finite value per feature
     * @return the number of the component, from 0
     */
    public int predict(double... point) {
        check(point);
        int best = 0;
        double most = components[0].log(point);
        for (int c = 1; c < components.length; c++) {
            double log = components[c].log(point);
            if (log > most) {
                most = log;
                best = c;
            }
        }
        return best;
    }

    /**
     * How probable each component is for a point.
     *
     * @param point one finite value per feature
     * @return a probability per component; they add up to 1
     */
    public double[] membership(double... point) {
        check(point);
        double[] shares = new double[k()];
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = components[c].log(point);
            most = Math.max(most, shares[c]);
        }
        double total = 0;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = Math.exp(shares[c] - most);
            total += shares[c];
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= total;
        }
        return shares;
    }

    /**
     * The logarithm of the mixture's density at a point; low for customers unlike any seen.
     *
     * @param point one finite value per feature
     * @return the log-density
     */
    public double logDensity(double... point) {
        check(point);
        double most = Double.NEGATIVE_INFINITY;
        for (ComponentDensity component : components) {
            most = Math.max(most, component.log(point));
        }
        double total = 0;
        for (ComponentDensity component : components) {
            total += Math.exp(component.log(point) - most);
        }
        return most + Math.log(total);
    }

    /**
     * The most probable components of all rows of a table.
     *
     * @param rows with the columns of {@link #features}, in any order among others
     * @param execution how to run
     * @return one number per row
     */
    public int[] assign(FeatureTable rows, Execution execution) {
        FeatureTable own = rows.select(features.toArray(new String[0])).requireFinite();
        int[] labels = new int[own.rows()];
        Chunks.forEach(own.rows(), execution, (chunk, from, to) -> {
            MixtureTile tile = new MixtureTile(components, features.size());
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                tile.load(own, at, n);
                tile.measure(n);
                for (int i = 0; i < n; i++) {
                    for (int c = 1; c < components.length; c++) {
                        if (tile.logs[c][i] > tile.logs[labels[at + i]][i]) {
                            labels[at + i] = c;
                        }
                    }
                }
            }
        });
        return labels;
    }

    /**
     * The most probable components of all rows of a table, on the caller's thread.
     *
     * @param rows with the columns of {@link #features}
     * @return one number per row
     */
    public int[] assign(FeatureTable rows) {
        return assign(rows, Execution.sequential());
    }

    /**
     * How probable each component is for all rows of a table.
     *
     * @param rows with the columns of {@link #features}, in any order among others
     * @param execution how to run
     * @return one array per component, one probability per row
     */
    public double[][] memberships(FeatureTable rows, Execution execution) {
        FeatureTable own = rows.select(features.toArray(new String[0])).requireFinite();
        double[][] shares = new double[k()][own.rows()];
        Chunks.forEach(own.rows(), execution, (chunk, from, to) -> {
            MixtureTile tile = new MixtureTile(components, features.size());
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                tile.load(own, at, n);
                tile.measure(n);
                for (int c = 0; c < shares.length; c++) {
                    System.arraycopy(tile.shares[c], 0, shares[c], at, n);
                }
            }
        });
        return shares;
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
    public static GaussianMixtureModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static GaussianMixtureModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    MixtureParameters parameters() {
        return parameters;
    }

    double rows() {
        return rows;
    }

    double entropy() {
        return entropy;
    }

    private void check(double[] point) {
        Check.length("the point", point.length, features.size(), "one value per feature");
        for (int j = 0; j < point.length; j++) {
            if (!Double.isFinite(point[j])) {
                throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + point[j]
                        + "; impute or drop the row first");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GaussianMixtureModel that
                && features.equals(that.features)
                && parameters.equals(that.parameters)
                && Double.compare(rows, that.rows) == 0
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Double.compare(entropy, that.entropy) == 0
                && collapsed == that.collapsed
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + parameters.hashCode();
    }

    @Override
    public String toString() {
        return "GaussianMixtureModel[k=" + k() + ", " + shape() + ", features=" + features + ", logLikelihood="
                + logLikelihood + ", " + report + "]";
    }
}
