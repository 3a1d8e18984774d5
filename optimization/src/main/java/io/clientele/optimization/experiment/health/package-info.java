/** Whether an experiment can be believed: were units dealt as meant, seen as meant, and does the effect last? */
package io.clientele.optimization.experiment.health;
