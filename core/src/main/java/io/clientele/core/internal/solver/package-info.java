/** Dense linear systems: Cholesky with pivots, LU with refinement. */
package io.clientele.core.internal.solver;
