package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;

/**
 * Log-likelihood, score and two informations of a mixture cure model in (gamma, theta): gamma of the logistic incidence, theta = (b/scale,
 * 1/scale) of the latency.
 *
 * <p>With w the chance that a customer is one of those who leave given what was seen (1 after an event), the information of the complete
 * data has a block of {@code p (1 - p)} and one of w times that of the latency; what is missing is {@code w (1 - w) v v'}, v being the
 * difference that leaving or not makes to the score (Louis 1982). The observed information is the difference of the two.
 */
final class MixtureCurePass {

    final double logLikelihood;
    final double[] score;
    /** Of the complete data: positive semidefinite, without products of gamma and theta. */
    final double[][] complete;

    final double[][] observed;

    private final AftRows incidence;
    private final AftRows latency;
    private final LifetimeShape shape;
    private final double[] gamma;
    private final double[] theta;

    private static final class Part {

        double value;
        final double[] score;
        final Gram who;
        final Gram when;
        final Gram missing;

        Part(int a, int b) {
            score = new double[a + b];
            who = new Gram(a);
            when = new Gram(b);
            missing = new Gram(a + b);
        }
    }

    /**
     * Computes all.
     *
     * @param incidence the columns of the incidence; the last, time, is not used
     * @param latency the columns of the latency, of the same rows
     * @param shape of W
     * @param at gamma, then theta, whose last must be above 0
     */
    MixtureCurePass(AftRows incidence, AftRows latency, LifetimeShape shape, double[] at, Execution execution) {
        this.incidence = incidence;
        this.latency = latency;
        this.shape = shape;
        int a = incidence.u.length - 1;
        int b = latency.u.length;
        gamma = new double[a];
        theta = new double[b];
        System.arraycopy(at, 0, gamma, 0, a);
        System.arraycopy(at, a, theta, 0, b);
        Part total = Chunks.reduce(latency.rows, execution, chunk -> new Part(a, b), this::add, (into, from) -> {
            into.value += from.value;
            for (int j = 0; j < a + b; j++) {
                into.score[j] += from.score[j];
            }
            into.who.merge(from.who);
            into.when.merge(from.when);
            into.missing.merge(from.missing);
        });
        double alpha = theta[b - 1];
        logLikelihood = total.value + latency.events * Math.log(alpha / latency.logScale) - latency.eventLog;
        score = total.score;
        score[a + b - 1] += latency.events / alpha;
        complete = new double[a + b][a + b];
        place(total.who, a, 0);
        place(total.when, b, a);
        complete[a + b - 1][a + b - 1] += latency.events / (alpha * alpha);
        double[][] missing = new double[a + b][a + b];
        total.missing.addTo(missing, 1);
        observed = new double[a + b][a + b];
        for (int j = 0; j < a + b; j++) {
            for (int k = 0; k <= j; k++) {
                observed[j][k] = complete[j][k] - missing[j][k];
                observed[k][j] = observed[j][k];
            }
        }
    }

    private void place(Gram gram, int size, int from) {
        double[][] block = new double[size][size];
        gram.addTo(block, 1);
        for (int j = 0; j < size; j++) {
            for (int k = 0; k <= j; k++) {
                complete[from + j][from + k] = block[j][k];
                complete[from + k][from + j] = block[j][k];
            }
        }
    }

    private void add(Part part, int from, int to) {
        double[] eta = new double[Chunks.TILE];
        double[] z = new double[Chunks.TILE];
        double[] value = new double[Chunks.TILE];
        double[] first = new double[Chunks.TILE];
        double[] second = new double[Chunks.TILE];
        double[] slope = new double[Chunks.TILE];
        double[] whoWeight = new double[Chunks.TILE];
        double[] whenWeight = new double[Chunks.TILE];
        double[] missing = new double[Chunks.TILE];
        boolean[] event = new boolean[Chunks.TILE];
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            predictor(gamma, incidence.u, at, n, 1, eta);
            predictor(theta, latency.u, at, n, -1, z);
            System.arraycopy(latency.event, at, event, 0, n);
            shape.evaluate(z, event, value, first, second, n);
            for (int i = 0; i < n; i++) {
                double weight = latency.weight(at + i);
                double log = eta[i] > 0 ? eta[i] + Math.log1p(Math.exp(-eta[i])) : Math.log1p(Math.exp(eta[i]));
                double p = Math.exp(eta[i] - log);
                double leaves = 1;
                double stays = 0;
                if (event[i]) {
                    part.value += weight * (eta[i] - log + value[i]);
                } else {
                    double some = eta[i] - log + value[i];
                    double larger = Math.max(some, -log);
                    double sum = larger + Math.log1p(Math.exp(Math.min(some, -log) - larger));
                    part.value += weight * sum;
                    leaves = Math.exp(some - sum);
                    stays = Math.exp(-log - sum);
                }
                if (leaves == 0) { // so late that the shape may have no numbers any more
                    first[i] = 0;
                    second[i] = 0;
                }
                eta[i] = weight * (leaves - p);
                slope[i] = -weight * leaves * first[i]; // dz = -u
                whoWeight[i] = Math.sqrt(weight * p * Math.exp(-log));
                whenWeight[i] = Math.sqrt(Math.max(0, -weight * leaves * second[i]));
                missing[i] = Math.sqrt(weight * leaves * stays);
            }
            for (int j = 0; j < gamma.length; j++) {
                double[] column = incidence.u[j];
                double[] u = part.who.u[j];
                double[] lost = part.missing.u[j];
                for (int i = 0; i < n; i++) {
                    u[i] = whoWeight[i] * column[at + i];
                    lost[i] = missing[i] * column[at + i];
                }
                System.arraycopy(column, at, value, 0, n);
                part.score[j] += Reductions.dot(value, eta, 0, n);
            }
            for (int j = 0; j < theta.length; j++) {
                double[] column = latency.u[j];
                double[] u = part.when.u[j];
                double[] lost = part.missing.u[gamma.length + j];
                for (int i = 0; i < n; i++) {
                    u[i] = whenWeight[i] * column[at + i];
                    lost[i] = -missing[i] * first[i] * column[at + i];
                }
                System.arraycopy(column, at, value, 0, n);
                part.score[gamma.length + j] += Reductions.dot(value, slope, 0, n);
            }
            part.who.add(n);
            part.when.add(n);
            part.missing.add(n);
        }
    }

    private static void predictor(double[] coefficients, double[][] columns, int at, int n, double sign, double[] sum) {
        for (int i = 0; i < n; i++) {
            sum[i] = 0;
        }
        for (int j = 0; j < coefficients.length; j++) {
            double t = sign * coefficients[j];
            double[] column = columns[j];
            for (int i = 0; i < n; i++) {
                sum[i] += t * column[at + i];
            }
        }
    }
}
