/** Regression: for yes-or-no outcomes, counts, amounts and numbers, with standard errors; the elastic net for many features. */
package io.clientele.prediction.linear;
