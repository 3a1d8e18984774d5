/**
 * Who sees which variant: the same answer on every server, without a store.
 *
 * <p>One {@link io.clientele.optimization.assignment.Experiment} alone deals units to variants; an
 * {@link io.clientele.optimization.assignment.AssignmentPlan} holds all experiments of a shop, with layers, holdouts and prerequisites.
 */
package io.clientele.optimization.assignment;
