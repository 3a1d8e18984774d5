/** Moments, intervals and distributions that several modules need. */
package io.clientele.core.stats;
