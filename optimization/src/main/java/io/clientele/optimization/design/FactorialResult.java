package io.clientele.optimization.design;

import java.util.List;
import java.util.Objects;

/** What several changes did, as {@link FactorialTest} sees them. Immutable and thread-safe; equal by value. */
public final class FactorialResult {

    private final FactorialDesign design;
    private final List<Cell> cells;
    private final List<FactorialEffect> effects;

    FactorialResult(FactorialDesign design, List<Cell> cells, List<FactorialEffect> effects) {
        this.design = design;
        this.cells = cells;
        this.effects = effects;
    }

    /** {@return main effects in the order of the factors, then interactions of pairs} */
    public List<FactorialEffect> effects() {
        return effects;
    }

    /**
     * An effect by name.
     *
     * @param name such as "headline=new"
     * @return the effect
     */
    public FactorialEffect effect(String name) {
        return effects.stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no effect '" + name + "'; effects are "
                        + effects.stream().map(FactorialEffect::name).toList()));
    }

    /**
     * The analysis of variance with all interactions: does a factor with several levels, or any interaction, matter at all? One variance
     * is taken for all cells. Time O(terms · cells³).
     *
     * @param type of the sums of squares
     * @return a line for each term, by size, then by the order of the factors
     * @throws IllegalStateException if the design is a fraction, whose terms are mixed
     */
    public List<AnovaTerm> anova(SumsOfSquares type) {
        Objects.requireNonNull(type, "type");
        if (design.resolution().isPresent()) {
            throw new IllegalStateException(
                    "the terms of a fraction are mixed, so it has no analysis of variance; look at effects() and their"
                            + " aliases");
        }
        return new Anova(design, cells).terms(type);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FactorialResult that
                && design.equals(that.design)
                && cells.equals(that.cells)
                && effects.equals(that.effects);
    }

    @Override
    public int hashCode() {
        return Objects.hash(design, cells, effects);
    }

    @Override
    public String toString() {
        return "FactorialResult[" + design.cells() + " cells, " + effects.size() + " effects]";
    }
}
