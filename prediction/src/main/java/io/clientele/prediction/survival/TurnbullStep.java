package io.clientele.prediction.survival;

/**
 * An innermost interval of {@link Turnbull} and the share of customers that leaves within it; when exactly, nothing tells.
 *
 * @param from after this; equal to {@code to} for a time that is known exactly
 * @param to at or before this; infinite for those who are still there at the last look
 * @param mass the share, above 0
 */
public record TurnbullStep(double from, double to, double mass) {}
