package io.clientele.optimization.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.internal.random.RandomStreams;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FactorialDesignTest {

    private static Factor two(String name) {
        return Factor.of(name, "-", "+");
    }

    private static FactorialDesign full(String... names) {
        return FactorialDesign.full(
                java.util.Arrays.stream(names).map(FactorialDesignTest::two).toArray(Factor[]::new));
    }

    @Test
    void everyCombinationOnce() {
        FactorialDesign design = FactorialDesign.full(Factor.of("a", "0", "1"), Factor.of("b", "x", "y", "z"));
        assertThat(design.variants())
                .containsExactly("a=0, b=x", "a=1, b=x", "a=0, b=y", "a=1, b=y", "a=0, b=z", "a=1, b=z");
        assertThat(design.definingRelation()).isEmpty();
        assertThat(design.resolution()).isEmpty();
        assertThat(design.aliases("a")).isEmpty();
        assertThat(design).isEqualTo(FactorialDesign.full(Factor.of("a", "0", "1"), Factor.of("b", "x", "y", "z")));
        assertThat(design).hasToString("FactorialDesign[6 cells, factors [a, b]]");
    }

    /** Box, Hunter and Hunter's (2005) table of fractions: 2^(4-1) of resolution IV, I = ABCD. */
    @Test
    void halfOfSixteen() {
        FactorialDesign design = full("A", "B", "C").withGenerated(two("D"), "A", "B", "C");
        assertThat(design.cells()).isEqualTo(8);
        assertThat(design.definingRelation()).containsExactly(List.of("A", "B", "C", "D"));
        assertThat(design.resolution()).hasValue(4);
        assertThat(design.aliases("A", "B")).containsExactly(List.of("C", "D"));
        assertThat(design.aliases("D")).containsExactly(List.of("A", "B", "C"));
        assertThat(design).hasToString("FactorialDesign[8 cells, factors [A, B, C, D], resolution 4]");
    }

    /** The saturated 2^(7-4), generators D = AB, E = AC, F = BC, G = ABC: A is mixed with BD, CE, FG (same source). */
    @Test
    void sevenFactorsInEightCells() {
        FactorialDesign design = full("A", "B", "C")
                .withGenerated(two("D"), "A", "B")
                .withGenerated(two("E"), "A", "C")
                .withGenerated(two("F"), "B", "C")
                .withGenerated(two("G"), "A", "B", "C");
        assertThat(design.resolution()).hasValue(3);
        assertThat(design.definingRelation()).hasSize(15);
        assertThat(design.definingRelation().subList(0, 7))
                .containsExactly(
                        List.of("A", "B", "D"),
                        List.of("A", "C", "E"),
                        List.of("A", "F", "G"),
                        List.of("B", "C", "F"),
                        List.of("B", "E", "G"),
                        List.of("C", "D", "G"),
                        List.of("D", "E", "F"));
        assertThat(design.aliases("A").subList(0, 3))
                .containsExactly(List.of("B", "D"), List.of("C", "E"), List.of("F", "G"));
    }

    /** 2^(5-1) with E = ABCD is of resolution V; 2^(6-2) with E = ABC, F = BCD of IV (same source). */
    @Test
    void knownResolutions() {
        FactorialDesign four = full("A", "B", "C", "D");
        assertThat(four.withGenerated(two("E"), "A", "B", "C", "D").resolution())
                .hasValue(5);
        assertThat(four.withGenerated(two("E"), "A", "B", "C")
                        .withGenerated(two("F"), "B", "C", "D")
                        .resolution())
                .hasValue(4);
    }

    /** What is said to be mixed has the same product of levels in every cell, up to the sign, and nothing else has. */
    @Test
    void aliasesByLookingAtEveryCell() {
        RandomGenerator random = RandomStreams.stream(1, "design", 0);
        int tried = 0;
        while (tried < 20) {
            FactorialDesign design = full("a", "b", "c", "d");
            String[] names = {"a", "b", "c", "d", "e", "f", "g"};
            int more = 1 + random.nextInt(3);
            try {
                for (int g = 0; g < more; g++) {
                    int mask = 3 + random.nextInt(13);
                    design = design.withGenerated(two(names[4 + g]), pick(names, mask));
                }
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("with this generator the factors .* cannot be told apart;.*");
                continue;
            }
            tried++;
            int all = 1 << design.factors().size();
            for (int word = 1; word < all; word += 1 + random.nextInt(5)) {
                List<List<String>> said = design.aliases(pick(names, word));
                for (int other = 0; other < all; other++) {
                    boolean same = other != word && same(design, word, other);
                    assertThat(said.contains(List.of(pick(names, other)))).isEqualTo(same);
                }
            }
        }
    }

    private static String[] pick(String[] names, int mask) {
        return java.util.stream.IntStream.range(0, names.length)
                .filter(f -> (mask >> f & 1) == 1)
                .mapToObj(f -> names[f])
                .toArray(String[]::new);
    }

    private static boolean same(FactorialDesign design, int word, int other) {
        int first = sign(design, 0, word) * sign(design, 0, other);
        for (int cell = 1; cell < design.cells(); cell++) {
            if (sign(design, cell, word) * sign(design, cell, other) != first) {
                return false;
            }
        }
        return true;
    }

    private static int sign(FactorialDesign design, int cell, int word) {
        int sign = 1;
        for (int f = 0; f < design.factors().size(); f++) {
            sign *= (word >> f & 1) == 1 && design.level(cell, f) == 0 ? -1 : 1;
        }
        return sign;
    }

    @Test
    void whatCannotBeIsSaid() {
        assertThatThrownBy(() -> Factor.of(" ", "a", "b")).hasMessage("a factor's name must not be blank");
        assertThatThrownBy(() -> Factor.of("x", "a")).hasMessage("factor 'x': levels must be two or more, got [a]");
        assertThatThrownBy(() -> Factor.of("x", "a", "a")).hasMessage("factor 'x': levels must differ, got [a, a]");
        assertThatThrownBy(() -> full("a")).hasMessage("factors must be two or more, got 1");
        assertThatThrownBy(() -> full("a", "a")).hasMessage("factors must have different names, got [a, a]");
        FactorialDesign design = full("a", "b");
        assertThatThrownBy(() -> design.withGenerated(two("c"), "a"))
                .hasMessage(
                        "with this generator the factors [a, c] cannot be told apart; take another product of two or"
                                + " more factors");
        assertThatThrownBy(() -> design.withGenerated(two("c"), "x"))
                .hasMessage("there is no factor 'x'; factors are [a, b]");
        assertThatThrownBy(() -> design.withGenerated(two("c"), "a", "b").withGenerated(two("d"), "a", "c"))
                .hasMessage("factor 'd' must be the product of factors of the full design, got 'c', which is generated"
                        + " itself");
        assertThatThrownBy(() -> design.withGenerated(Factor.of("c", "1", "2", "3"), "a", "b"))
                .hasMessage("factor 'c' must have two levels to generate or be generated, got [1, 2, 3]");
        assertThatThrownBy(() -> full("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"))
                .hasMessage("a design must have at most 4096 cells; generate some of the factors from others");
        assertThatThrownBy(() -> design.level(4, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("cell 4 of 4, factor 0 of 2");
    }
}
