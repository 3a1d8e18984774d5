/** Experiments: what changed, by how much, and how sure that is. */
package io.clientele.optimization.experiment;
