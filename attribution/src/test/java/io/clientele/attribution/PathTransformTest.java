package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.attribution.markov.Markov;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathTransformTest {

    private static final List<String> PATH = List.of("D", "A", "B", "B", "C", "D", "C", "C");

    @Test
    void examples() {
        assertThat(PathTransform.unique().apply(PATH)).isEqualTo(PATH);
        assertThat(PathTransform.exposure().apply(PATH)).containsExactly("D", "A", "B", "C", "D", "C");
        assertThat(PathTransform.first().apply(PATH)).containsExactly("D", "A", "B", "C");
        assertThat(PathTransform.frequency().apply(PATH)).containsExactly("D(2)", "A(1)", "B(2)", "C(3)");
        assertThat(PathTransform.last(3).apply(PATH)).containsExactly("D", "C", "C");
        assertThat(PathTransform.last(30).apply(PATH)).isEqualTo(PATH);
        assertThat(PathTransform.without("D", "C").apply(PATH)).containsExactly("A", "B", "B");
        assertThat(PathTransform.without("D").apply(List.of("D", "D"))).containsExactly("D", "D");
        PathTransform both = PathTransform.exposure().then(PathTransform.last(2));
        assertThat(both.apply(PATH)).containsExactly("D", "C");
        assertThat(both).hasToString("PathTransform[exposure, last 2]");
    }

    @Test
    void pathsThatBecomeTheSameAreCountedTogether() {
        PathTable paths = TestPaths.of("a > a > b", 1, 0.1, 2, "a > b > b", 2, 0.2, 3, "b", 1, 1, 1);
        PathTable exposure = PathTransform.exposure().apply(paths);
        assertThat(exposure).isEqualTo(TestPaths.of("a > b", 1, 0.1, 2, "a > b", 2, 0.2, 3, "b", 1, 1, 1));
        // repeats in a row are self-transitions of a chain of order 1
        assertThat(Markov.ofOrder(1).fit(exposure).removalEffects())
                .isEqualTo(Markov.ofOrder(1).fit(paths).removalEffects());
    }

    @Test
    void totalsStay() {
        PathTable paths = TestPaths.random(1, 1000, 6, 9);
        for (PathTransform t : List.of(PathTransform.first(), PathTransform.frequency(), PathTransform.last(2))) {
            PathTable shorter = t.apply(paths);
            assertThat(shorter.conversions()).isEqualTo(paths.conversions());
            assertThat(shorter.nulls()).isEqualTo(paths.nulls());
            assertThat(shorter.value()).isEqualTo(paths.value());
            assertThat(shorter.paths()).isLessThan(paths.paths());
        }
    }

    @Test
    void badArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathTransform.last(0))
                .withMessage("touches must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathTransform.first().apply(List.of()))
                .withMessage("the path has no rows; at least one is needed");
    }
}
