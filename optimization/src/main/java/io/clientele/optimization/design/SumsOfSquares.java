package io.clientele.optimization.design;

/** What an analysis of variance compares a term with, where cells are of different size. With equal sizes all give the same. */
public enum SumsOfSquares {

    /** Sequential: each term after those before it; main effects first, then pairs, and so on. */
    TYPE_1,

    /** Each term after all that do not contain it: the strongest test of main effects where there is no interaction. */
    TYPE_2,

    /** Each term after all others, with levels that add up to zero: averages over cells, each counting the same. */
    TYPE_3
}
