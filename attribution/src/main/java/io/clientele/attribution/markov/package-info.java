/** Credit by removal effects in a Markov chain of any order, solved exactly. */
package io.clientele.attribution.markov;
