/** Why this customer has this probability, which features the model relies on, and what would change its answer. */
package io.clientele.prediction.explanation;
