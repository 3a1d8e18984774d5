package io.clientele.optimization.design;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which combinations of several changes are to be shown, so that the effect of each change, and of pairs of them, can be told apart?
 *
 * <p>{@link #full} has every combination. {@link #withGenerated} adds a factor of two levels without more cells: its level in a cell
 * is the product of others' (levels counted as -1 and 1), which makes a regular fraction 2<sup>k-p</sup>. The price is that effects
 * come mixed: {@link #aliases} says which with which, by the {@link #definingRelation}.
 *
 * <ul>
 *   <li>Resolution III: main effects are mixed with pairs; IV: with triples only, and pairs with pairs; V: pairs with triples only.
 *   <li>Generators that make two factors move together, so that they cannot be told apart at all, are refused.
 *   <li>A factor that is generated, or generates, must have two levels.
 *   <li>More than 4,096 cells, or 20 factors, are refused: nobody has the traffic.
 * </ul>
 *
 * <p>Cells are counted with the first factor fastest. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * FactorialDesign design = FactorialDesign.full(
 *                 Factor.of("headline", "old", "new"), Factor.of("image", "old", "new"), Factor.of("button", "blue", "red"))
 *         .withGenerated(Factor.of("price", "plain", "struck"), "headline", "image", "button");
 * Experiment page = Experiment.of("page", design.variants());      // 8 variants instead of 16
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1080/00401706.1961.10489951">Box and Hunter (1961), The 2<sup>k-p</sup> fractional factorial
 *     designs</a>
 */
public final class FactorialDesign {

    private static final int MOST_CELLS = 4096;
    private static final int MOST_FACTORS = 20;

    /** The words that generate the defining relation, each a set of factors as bits. */
    private record Content(List<Factor> factors, List<Integer> generators) {}

    private final Content c;
    private final int base;
    private final int cells;

    private FactorialDesign(Content c) {
        this.c = c;
        base = c.factors.size() - c.generators.size();
        long count = 1;
        for (int f = 0; f < base && count <= MOST_CELLS; f++) {
            count *= c.factors.get(f).levels().size();
        }
        if (count > MOST_CELLS) {
            throw new IllegalArgumentException(
                    "a design must have at most " + MOST_CELLS + " cells; generate some of the factors from others");
        }
        cells = (int) count;
    }

    /**
     * All combinations.
     *
     * @param factors what is changed, two or more, with names of their own
     * @return the design
     */
    public static FactorialDesign full(Factor... factors) {
        List<Factor> all = List.of(factors);
        if (all.size() < 2) {
            throw new IllegalArgumentException("factors must be two or more, got " + all.size());
        }
        requireNames(all);
        return new FactorialDesign(new Content(all, List.of()));
    }

    private static void requireNames(List<Factor> factors) {
        List<String> names = factors.stream().map(Factor::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("factors must have different names, got " + names);
        }
        Check.atMost("factors", names.size(), MOST_FACTORS, "the most a design takes");
    }

    /**
     * The same cells with one more factor, whose level is the product of others' levels.
     *
     * @param factor of two levels
     * @param product names of two or more factors of the full design
     * @return the design
     */
    public FactorialDesign withGenerated(Factor factor, String... product) {
        List<Factor> factors = new ArrayList<>(c.factors);
        factors.add(factor);
        requireNames(factors);
        requireTwoLevels(factor);
        int word = 1 << c.factors.size();
        for (String name : product) {
            int f = index(name);
            if (f >= base) {
                throw new IllegalArgumentException(
                        "factor '" + factor.name() + "' must be the product of factors of the" + " full design, got '"
                                + name + "', which is generated itself");
            }
            requireTwoLevels(c.factors.get(f));
            word |= 1 << f;
        }
        List<Integer> generators = new ArrayList<>(c.generators);
        generators.add(word);
        FactorialDesign design = new FactorialDesign(new Content(List.copyOf(factors), List.copyOf(generators)));
        int[] words = design.words();
        if (Integer.bitCount(words[0]) < 3) {
            throw new IllegalArgumentException("with this generator the factors " + design.names(words[0])
                    + " cannot be told apart; take another product of two or more factors");
        }
        return design;
    }

    private static void requireTwoLevels(Factor factor) {
        if (factor.levels().size() != 2) {
            throw new IllegalArgumentException("factor '" + factor.name() + "' must have two levels to generate or be"
                    + " generated, got " + factor.levels());
        }
    }

    /** {@return the factors, in the order in which they were given} */
    public List<Factor> factors() {
        return c.factors;
    }

    /** {@return how many combinations are shown} */
    public int cells() {
        return cells;
    }

    /**
     * The level of a factor in a cell.
     *
     * @param cell from 0
     * @param factor from 0
     * @return the level, from 0
     */
    public int level(int cell, int factor) {
        if (cell < 0 || cell >= cells || factor < 0 || factor >= c.factors.size()) {
            throw new IndexOutOfBoundsException(
                    "cell " + cell + " of " + cells + ", factor " + factor + " of " + c.factors.size());
        }
        if (factor >= base) {
            int word = c.generators.get(factor - base) & (1 << base) - 1;
            int minus = 0;
            for (int f = 0; f < base; f++) {
                minus += (word >> f & 1) == 1 && level(cell, f) == 0 ? 1 : 0;
            }
            return minus % 2 == 0 ? 1 : 0;
        }
        int rest = cell;
        for (int f = 0; f < factor; f++) {
            rest /= c.factors.get(f).levels().size();
        }
        return rest % c.factors.get(factor).levels().size();
    }

    /** {@return a name for each cell, such as "headline=new, image=old", to give to an experiment as its variants} */
    public String[] variants() {
        String[] names = new String[cells];
        for (int cell = 0; cell < cells; cell++) {
            List<String> parts = new ArrayList<>();
            for (int f = 0; f < c.factors.size(); f++) {
                Factor factor = c.factors.get(f);
                parts.add(factor.name() + "=" + factor.levels().get(level(cell, f)));
            }
            names[cell] = String.join(", ", parts);
        }
        return names;
    }

    /** {@return the sets of factors whose product is the same in every cell, the shortest first; none in a full design} */
    public List<List<String>> definingRelation() {
        List<List<String>> relation = new ArrayList<>();
        for (int word : words()) {
            relation.add(names(word));
        }
        return List.copyOf(relation);
    }

    /** {@return the length of the shortest word of the defining relation; empty in a full design, where nothing is mixed} */
    public OptionalInt resolution() {
        int[] words = words();
        return words.length == 0 ? OptionalInt.empty() : OptionalInt.of(Integer.bitCount(words[0]));
    }

    /**
     * What an effect is mixed with.
     *
     * @param effect names of the factors: one for a main effect, two for the interaction of a pair
     * @return the sets of factors whose effects cannot be told from it, the shortest first
     */
    public List<List<String>> aliases(String... effect) {
        int word = 0;
        for (String name : effect) {
            word |= 1 << index(name);
        }
        List<List<String>> aliases = new ArrayList<>();
        for (int alias : aliases(word)) {
            aliases.add(names(alias));
        }
        return List.copyOf(aliases);
    }

    int[] aliases(int word) {
        int[] aliases = words();
        for (int i = 0; i < aliases.length; i++) {
            aliases[i] ^= word;
        }
        return sorted(aliases);
    }

    private int index(String name) {
        for (int f = 0; f < c.factors.size(); f++) {
            if (c.factors.get(f).name().equals(name)) {
                return f;
            }
        }
        throw new IllegalArgumentException("there is no factor '" + name + "'; factors are "
                + c.factors.stream().map(Factor::name).toList());
    }

    /** The factors of a word. */
    List<String> names(int word) {
        List<String> names = new ArrayList<>();
        for (int f = 0; f < c.factors.size(); f++) {
            if ((word >> f & 1) == 1) {
                names.add(c.factors.get(f).name());
            }
        }
        return List.copyOf(names);
    }

    /** All products of generators, the shortest first. */
    private int[] words() {
        int p = c.generators.size();
        int[] words = new int[(1 << p) - 1];
        for (int subset = 1; subset < 1 << p; subset++) {
            for (int g = 0; g < p; g++) {
                if ((subset >> g & 1) == 1) {
                    words[subset - 1] ^= c.generators.get(g);
                }
            }
        }
        return sorted(words);
    }

    /** By length, then as one would list them: the word with the earlier factors first. */
    private static int[] sorted(int[] words) {
        return java.util.Arrays.stream(words)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(Integer::bitCount)
                        .thenComparing(Comparator.comparingInt((Integer w) -> Integer.reverse(w) >>> 1)
                                .reversed()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FactorialDesign that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "FactorialDesign[" + cells + " cells, factors "
                + c.factors.stream().map(Factor::name).toList()
                + resolution().stream()
                        .mapToObj(r -> ", resolution " + r)
                        .findFirst()
                        .orElse("") + "]";
    }
}
