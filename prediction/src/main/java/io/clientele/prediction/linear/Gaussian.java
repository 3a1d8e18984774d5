package io.clientele.prediction.linear;

/** Responses with constant variance around their linear predictor; the log-likelihood for variance 1, up to a constant. */
enum Gaussian implements Family {
    IDENTITY;

    @Override
    public double fill(Tile t, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double w = t.weight[i];
            double residual = t.response[i] - t.eta[i];
            t.mean[i] = t.eta[i];
            t.score[i] = w * residual;
            t.curvature[i] = w;
            sum -= w * residual * residual / 2;
        }
        return sum;
    }

    @Override
    public boolean exactCurvature() {
        return true;
    }
}
