package io.clientele.attribution.shapley;

import io.clientele.attribution.Attribution;
import java.util.Arrays;

/** Credits from random orders, with the error that comes from not trying all. Immutable, thread-safe, equal by value. */
public final class SampledCredits {

    private final Attribution attribution;
    private final double[] errors;

    SampledCredits(Attribution attribution, double[] errors) {
        this.attribution = attribution;
        this.errors = errors;
    }

    /** {@return what each channel earned} */
    public Attribution attribution() {
        return attribution;
    }

    /**
     * How far a channel's credit is from that over all orders: the standard error of the mean over the orders tried. It says
     * nothing of what chance did to the data.
     *
     * @param channel its name
     * @return in conversions
     */
    public double standardError(String channel) {
        int code = attribution.channels().indexOf(channel);
        if (code < 0) {
            throw new IllegalArgumentException(
                    "there is no channel '" + channel + "'; channels are " + attribution.channels());
        }
        return errors[code];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampledCredits that
                && attribution.equals(that.attribution)
                && Arrays.equals(errors, that.errors);
    }

    @Override
    public int hashCode() {
        return 31 * attribution.hashCode() + Arrays.hashCode(errors);
    }

    @Override
    public String toString() {
        return "SampledCredits[" + attribution + "]";
    }
}
