package io.clientele.attribution.mediamix;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Sales of each week as the model sees them: a baseline and what every channel adds.
 *
 * <p>Weeks count from 0 at {@link #firstDay}; the first weeks of the data, which lack history, are left out. In every week the
 * baseline and the channels add up to the expected sales. Immutable, thread-safe, equal by value.
 */
public final class Decomposition {

    private final LocalDate firstDay;
    private final List<String> channels;
    private final double[] baseline;
    private final double[][] contributions;

    Decomposition(LocalDate firstDay, List<String> channels, double[] baseline, double[][] contributions) {
        this.firstDay = firstDay;
        this.channels = channels;
        this.baseline = baseline;
        this.contributions = contributions;
    }

    /** {@return the first day of the first week} */
    public LocalDate firstDay() {
        return firstDay;
    }

    /** {@return how many weeks there are} */
    public int weeks() {
        return baseline.length;
    }

    /** {@return the channels, in order} */
    public List<String> channels() {
        return channels;
    }

    /** {@return expected sales of each week without advertising, a new array; where it is below 0 the model can't be right} */
    public double[] baseline() {
        return baseline.clone();
    }

    /**
     * What a channel adds.
     *
     * @param channel its name
     * @return in each week, at least 0; a new array
     */
    public double[] contribution(String channel) {
        int c = channels.indexOf(Objects.requireNonNull(channel, "channel"));
        if (c < 0) {
            throw new IllegalArgumentException("there is no channel '" + channel + "'; channels are " + channels);
        }
        return contributions[c].clone();
    }

    /** {@return expected sales of each week, a new array} */
    public double[] expected() {
        double[] sum = baseline.clone();
        for (double[] contribution : contributions) {
            for (int t = 0; t < sum.length; t++) {
                sum[t] += contribution[t];
            }
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decomposition that
                && firstDay.equals(that.firstDay)
                && channels.equals(that.channels)
                && Arrays.equals(baseline, that.baseline)
                && Arrays.deepEquals(contributions, that.contributions);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(baseline) + Arrays.deepHashCode(contributions);
    }

    @Override
    public String toString() {
        return "Decomposition[" + weeks() + " weeks from " + firstDay + ", channels " + channels + "]";
    }
}
