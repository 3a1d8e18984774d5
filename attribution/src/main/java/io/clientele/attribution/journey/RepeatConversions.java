package io.clientele.attribution.journey;

/** What a conversion does to the touches before it, as far as the customer's next conversion is concerned. */
public enum RepeatConversions {

    /** The journey is over: the next conversion is credited to later touches only. */
    END_JOURNEY,

    /** Nothing: the next conversion is credited to all touches in its look-back. */
    KEEP_HISTORY
}
