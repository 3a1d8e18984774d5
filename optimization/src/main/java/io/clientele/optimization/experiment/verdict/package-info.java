/** What to do after an experiment: one verdict from the variants' moments, in plain words. */
package io.clientele.optimization.experiment.verdict;
