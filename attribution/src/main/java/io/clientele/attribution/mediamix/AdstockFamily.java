package io.clientele.attribution.mediamix;

/** The shape in which the effect of a week's spend spreads over the weeks that follow. */
public enum AdstockFamily {

    /** All of the effect in the week of the spend. */
    NONE,

    /** Each week keeps the same share of the week before: {@code decay^s}. */
    GEOMETRIC,

    /** The effect is greatest some weeks after the spend: {@code decay^((s - peak)^2)}. */
    DELAYED,

    /** The Weibull density at week {@code s + 1}: may rise first and fall later. */
    WEIBULL_PDF,

    /** Falls by a share that changes with time: the product of the Weibull survival at weeks 1 to {@code s}. */
    WEIBULL_CDF;

    /** How many numbers fix the shape. */
    int parameters() {
        return switch (this) {
            case NONE -> 0;
            case GEOMETRIC -> 1;
            case DELAYED, WEIBULL_PDF, WEIBULL_CDF -> 2;
        };
    }
}
