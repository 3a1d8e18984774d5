package io.clientele.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Accumulator;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What holds for every accumulator: however the rows are cut, the parts merged in order give what the whole gives.
 *
 * <pre>{@code
 * class TransitionCountsContractTest extends AccumulatorContract<JourneyTable, TransitionCounts, Attribution> {
 *     protected TransitionCounts create() { return new TransitionCounts(); }
 *     protected JourneyTable rows() { return journeys; }
 *     protected int size() { return journeys.rows(); }
 * }
 * }</pre>
 *
 * @param <B> a block of rows
 * @param <A> the accumulator
 * @param <R> its result
 */
public abstract class AccumulatorContract<B, A extends Accumulator<B, A, R>, R> {

    /** {@return an accumulator that has seen nothing} */
    protected abstract A create();

    /** {@return some rows; twenty or more make a good test} */
    protected abstract B rows();

    /** {@return how many rows there are} */
    protected abstract int size();

    /**
     * Compares results. Equal by default, to the bit; an accumulator of rounded sums overrides it with the tolerance that its
     * Javadoc states.
     *
     * @param actual result of parts
     * @param expected result of the whole
     */
    protected void assertAgree(R actual, R expected) {
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void partsMergedInOrderGiveTheWhole() {
        RandomGenerator random = RandomStreams.stream(1, "accumulator.contract", 0);
        for (int round = 0; round < 40; round++) {
            int[] cuts = cuts(random, 1 + random.nextInt(9));
            A first = part(0, cuts[0]);
            for (int i = 1; i < cuts.length; i++) {
                first.merge(part(cuts[i - 1], cuts[i]));
            }
            assertAgree(first.result(), whole());
        }
    }

    @Test
    void laterPartsMayBeMergedFirst() {
        // a + (b + c) beside (a + b) + c: a cluster merges neighbours in whatever grouping it likes
        RandomGenerator random = RandomStreams.stream(2, "accumulator.contract", 0);
        for (int round = 0; round < 20; round++) {
            int[] cuts = cuts(random, 3);
            A later = part(cuts[0], cuts[1]);
            later.merge(part(cuts[1], cuts[2]));
            A first = part(0, cuts[0]);
            first.merge(later);
            assertAgree(first.result(), whole());
        }
    }

    @Test
    void rowByRowGivesTheWhole() {
        A all = create();
        for (int i = 0; i < size(); i++) {
            all.add(rows(), i, i + 1);
        }
        assertAgree(all.result(), whole());
    }

    @Test
    void emptyRangeAndEmptyPartChangeNothing() {
        A all = create();
        all.add(rows(), 0, 0);
        all.merge(create());
        all.add(rows(), 0, size());
        all.add(rows(), size(), size());
        all.merge(create());
        assertThat(all.result()).isEqualTo(whole());
        A fresh = create();
        fresh.merge(part(0, size()));
        assertThat(fresh.result()).isEqualTo(whole());
    }

    @Test
    void resultMayBeAskedAgain() {
        A all = part(0, size());
        R once = all.result();
        assertThat(all.result()).isEqualTo(once);
        A more = part(0, size() / 2);
        more.result();
        more.add(rows(), size() / 2, size());
        assertAgree(more.result(), once);
    }

    private R whole() {
        return part(0, size()).result();
    }

    private A part(int from, int to) {
        A accumulator = create();
        accumulator.add(rows(), from, to);
        return accumulator;
    }

    /** Sorted ends of parts, the last at the end; parts may be empty. */
    private int[] cuts(RandomGenerator random, int parts) {
        int[] cuts = new int[parts];
        for (int i = 0; i < parts - 1; i++) {
            cuts[i] = random.nextInt(size() + 1);
        }
        cuts[parts - 1] = size();
        Arrays.sort(cuts);
        return cuts;
    }
}
