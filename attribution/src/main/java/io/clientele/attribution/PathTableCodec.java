package io.clientele.attribution;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.HashSet;
import java.util.List;

/** {@code clientele.paths}: channels, lengths and codes of the paths, counts, value as whole part and fraction. */
final class PathTableCodec implements ModelCodec<PathTable> {

    @Override
    public String format() {
        return "clientele.paths";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(PathTable table, ModelOutput out) {
        int n = table.paths();
        int[] lengths = new int[n];
        long[][] columns = new long[4][n];
        int touches = 0;
        for (int i = 0; i < n; i++) {
            lengths[i] = table.length(i);
            touches += lengths[i];
            columns[0][i] = table.conversions(i);
            columns[1][i] = table.nulls(i);
            columns[2][i] = table.valueHigh(i);
            columns[3][i] = table.valueLow(i);
        }
        int[] codes = new int[touches];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < lengths[i]; j++) {
                codes[at++] = table.channel(i, j);
            }
        }
        out.field("channels", table.channels())
                .field("lengths", lengths)
                .field("touches", codes)
                .field("conversions", columns[0])
                .field("nulls", columns[1])
                .field("value", columns[2])
                .field("valueFraction", columns[3]);
    }

    @Override
    public PathTable read(ModelNode node, int version) {
        List<String> channels = node.getStrings("channels");
        Check.atMost("number of channels", channels.size(), Channels.MOST, "what 16 bits hold");
        if (new HashSet<>(channels).size() < channels.size()) {
            throw new IllegalArgumentException("a channel occurs twice in " + channels);
        }
        int[] lengths = node.getInts("lengths");
        int[] touches = node.getInts("touches");
        int[] starts = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], Check.atLeast("length of path " + i, lengths[i], 1));
        }
        Check.length("touches", touches.length, starts[lengths.length], "as many touches as the lengths add up to");
        char[] codes = new char[touches.length];
        for (int i = 0; i < codes.length; i++) {
            Check.atLeast("channel of touch " + i, touches[i], 0);
            Check.atMost("channel of touch " + i, touches[i], channels.size() - 1, "the last channel's code");
            codes[i] = (char) touches[i];
        }
        long[] conversions = counts(node, "conversions", lengths.length);
        long[] nulls = counts(node, "nulls", lengths.length);
        long[] high = counts(node, "value", lengths.length);
        long[] low = node.getLongs("valueFraction");
        Check.length("valueFraction", low.length, lengths.length, "one fraction per path");
        try {
            return new PathTable(channels, codes, starts, conversions, nulls, high, low);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the counts add up to more than 64 bits hold", e);
        }
    }

    private static long[] counts(ModelNode node, String name, int length) {
        long[] counts = node.getLongs(name);
        Check.length(name, counts.length, length, "one count per path");
        for (long count : counts) {
            Check.atLeast(name, count, 0);
        }
        return counts;
    }
}
