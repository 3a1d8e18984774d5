package io.clientele.attribution.incrementality;

/** What is counted of a customer's orders. */
public enum Metric {

    /** Orders placed, those worth less than 0 left out. */
    CONVERSIONS,

    /** Money of all lines, returns deducted. */
    VALUE
}
