/** Random numbers that come from a seed, a purpose and a number, and are the same bits on every machine. */
package io.clientele.core.internal.random;
