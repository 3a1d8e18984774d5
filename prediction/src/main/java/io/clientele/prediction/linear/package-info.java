/** Regression for yes-or-no outcomes, with standard errors. */
package io.clientele.prediction.linear;
