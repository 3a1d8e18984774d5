package io.clientele.prediction.validation;

import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.ScoredLabels;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came out on the test rows of one fold. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * double auc = score.evaluation().orElseThrow().auc().estimate();
 * }</pre>
 */
public final class FoldScore {

    private record Content(
            Fold fold, ScoredLabels scored, @Nullable Evaluation evaluation) {}

    private final Content c;

    FoldScore(Fold fold, ScoredLabels scored, @Nullable Evaluation evaluation) {
        this.c = new Content(fold, scored, evaluation);
    }

    /** {@return which rows were learned from and which judged} */
    public Fold fold() {
        return c.fold;
    }

    /** {@return labels and scores of the test rows, in the order of {@link Fold#test}} */
    public ScoredLabels scored() {
        return c.scored;
    }

    /** {@return the usual figures; empty if all test rows have one label} */
    public Optional<Evaluation> evaluation() {
        return Optional.ofNullable(c.evaluation);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldScore that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return c.fold + ": " + c.scored;
    }
}
