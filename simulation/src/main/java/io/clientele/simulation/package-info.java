/** Shops whose truth is known: who would buy, who has left, what a channel causes, how demand follows price. */
package io.clientele.simulation;
