package io.clientele.prediction.validation;

import java.util.Arrays;

/**
 * One way to part rows: those to learn from, those to judge on, and those that belong to neither because they would tell the learner
 * about the test. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * for (Fold fold : Folds.byTime(3).split(data)) {
 *     HistoryTable training = data.selectRows(fold.training());
 * }
 * }</pre>
 */
public final class Fold {

    private final String name;
    private final int[] training;
    private final int[] test;
    private final int leftOut;

    Fold(String name, int[] training, int[] test, int leftOut) {
        this.name = name;
        this.training = training;
        this.test = test;
        this.leftOut = leftOut;
    }

    /** {@return what is tested, in words} */
    public String name() {
        return name;
    }

    /** {@return rows to learn from, rising; a copy} */
    public int[] training() {
        return training.clone();
    }

    /** {@return rows to judge on, rising; a copy} */
    public int[] test() {
        return test.clone();
    }

    /** {@return how many rows belong to neither part} */
    public int leftOut() {
        return leftOut;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fold that
                && name.equals(that.name)
                && leftOut == that.leftOut
                && Arrays.equals(training, that.training)
                && Arrays.equals(test, that.test);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(test);
    }

    @Override
    public String toString() {
        return "Fold[" + name + ", " + training.length + " to learn from, " + test.length + " to judge on, " + leftOut
                + " left out]";
    }
}
