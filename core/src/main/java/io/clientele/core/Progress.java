package io.clientele.core;

/**
 * How far a phase of the work has come.
 *
 * @param phase what is being done, such as {@code "iterations"}
 * @param completed how many steps are done, from 0
 * @param total how many there are; -1 when that is not known
 */
public record Progress(String phase, long completed, long total) {}
