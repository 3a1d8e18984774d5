package io.clientele.attribution.exposure;

import java.util.Arrays;

/** For each journey the distinct channels and how much of their touches is left at the last one; 12 bytes a pair. */
final class LogisticRows {

    final int[] starts;
    final int[] channel;
    final double[] exposure;
    /** What is left of each touch, in the order of the touches. */
    final double[] left;

    private LogisticRows(int[] starts, int[] channel, double[] exposure, double[] left) {
        this.starts = starts;
        this.channel = channel;
        this.exposure = exposure;
        this.left = left;
    }

    static LogisticRows of(Exposures data, double halfLife) {
        double rate = HazardFit.rate(halfLife);
        int touches = data.channel.length;
        int[] starts = new int[data.journeys + 1];
        int[] channel = new int[touches];
        double[] exposure = new double[touches];
        double[] left = new double[touches];
        int[] place = new int[data.channels];
        Arrays.fill(place, -1);
        int size = 0;
        for (int j = 0; j < data.journeys; j++) {
            for (int i = data.starts[j]; i < data.starts[j + 1]; i++) {
                int c = data.channel[i];
                if (place[c] < starts[j]) {
                    place[c] = size;
                    channel[size++] = c;
                }
                left[i] = StrictMath.exp(-rate * data.age[i]);
                exposure[place[c]] += left[i];
            }
            starts[j + 1] = size;
        }
        return new LogisticRows(starts, Arrays.copyOf(channel, size), Arrays.copyOf(exposure, size), left);
    }
}
