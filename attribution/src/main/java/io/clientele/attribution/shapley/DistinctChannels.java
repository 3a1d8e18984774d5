package io.clientele.attribution.shapley;

import io.clientele.attribution.PathTable;

/** The distinct channels of one path at a time, with how often each occurs. */
final class DistinctChannels {

    private final int[] path;
    private final int[] channels;
    private final int[] counts;
    private int size;

    DistinctChannels(int channels, int longest) {
        this.path = new int[longest];
        this.channels = new int[channels];
        this.counts = new int[channels];
    }

    /** Loads a path and says how many distinct channels it has. */
    int load(PathTable paths, int row) {
        for (int i = 0; i < size; i++) {
            counts[channels[i]] = 0;
        }
        size = 0;
        int n = paths.copyPath(row, path);
        for (int i = 0; i < n; i++) {
            if (counts[path[i]]++ == 0) {
                channels[size++] = path[i];
            }
        }
        return size;
    }

    int channel(int i) {
        return channels[i];
    }

    int count(int channel) {
        return counts[channel];
    }
}
