package io.clientele.attribution.mediamix;

/** Coefficients of channels and controls, and what sales are beside them. */
final class Fitted {

    final double[] coefficients;
    final double[] controls;
    final double[] residuals;

    private Fitted(double[] coefficients, double[] controls, double[] residuals) {
        this.coefficients = coefficients;
        this.controls = controls;
        this.residuals = residuals;
    }

    static Fitted of(Problem p, Search search, double[] sales) {
        double[] b = search.coefficients();
        double[] rest = sales.clone();
        double[] work = new double[p.n];
        double[] h = new double[p.n];
        for (int c = 0; c < p.channels; c++) {
            if (b[c] != 0) {
                p.column(c, search.points[c], work, h);
                for (int t = 0; t < p.n; t++) {
                    rest[t] -= b[c] * h[t];
                }
            }
        }
        double[] controls = p.basis.coefficients(rest);
        p.basis.residual(rest);
        return new Fitted(b, controls, rest);
    }
}
