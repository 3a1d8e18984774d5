/** Whom to keep: the risk that customers who are still there leave, what is at stake, and whom to contact under a budget. */
package io.clientele.prediction.retention;
