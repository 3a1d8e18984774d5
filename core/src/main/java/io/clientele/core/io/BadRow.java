package io.clientele.core.io;

/**
 * A row that could not be read, and why.
 *
 * @param number of its line (CSV) or row (database), from 1
 * @param column that was bad; empty if the row as a whole was
 * @param value found there; empty if nothing was
 * @param text the whole reason: source, place, value, rule
 */
public record BadRow(long number, String column, String value, String text) {}
