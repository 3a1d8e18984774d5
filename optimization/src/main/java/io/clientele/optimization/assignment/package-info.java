/** Who sees which variant: the same answer on every server, without a store. */
package io.clientele.optimization.assignment;
