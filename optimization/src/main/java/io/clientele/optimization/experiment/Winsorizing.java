package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;

/**
 * Where to cap a metric so that a few very large values do not decide. Stateless and thread-safe.
 *
 * <pre>{@code
 * double cap = Winsorizing.cap(0.99, controlSpend, bannerSpend);
 * }</pre>
 *
 * @see MetricSample.Builder#withCap
 */
public final class Winsorizing {

    private Winsorizing() {}

    /**
     * The smallest value that at least this share of all units do not exceed, over all variants together: a cap of each variant's own
     * would hide a difference in the tail. With zeros in more than that share the cap is 0; look at buyers only then.
     *
     * @param share of units that stay as they are, such as 0.99
     * @param variants the values of each variant, finite; not changed
     * @return the cap
     */
    public static double cap(double share, double[]... variants) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be above 0 and below 1, such as 0.99, got " + share);
        }
        double[] all = Arrays.stream(variants).flatMapToDouble(Arrays::stream).toArray();
        Check.hasRows("variants", all.length);
        for (double value : all) {
            Check.finite("values", value);
        }
        Arrays.sort(all);
        return all[Math.min(all.length - 1, (int) Math.ceil(share * all.length) - 1)];
    }
}
