/**
 * What to do after an experiment: one verdict from the variants' moments, in plain words.
 *
 * <p>{@link io.clientele.optimization.experiment.verdict.VerdictRule} holds what was agreed before the start; its report checks, compares
 * and decides for all variants at a fixed number of units. A result of another method, such as of package {@code sequential}, is judged
 * by {@link io.clientele.optimization.experiment.verdict.VerdictRule#decide}.
 */
package io.clientele.optimization.experiment.verdict;
