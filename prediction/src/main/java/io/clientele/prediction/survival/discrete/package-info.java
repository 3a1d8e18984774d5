/** When customers leave, counted in periods such as months: the hazard of each period by logistic regression. */
package io.clientele.prediction.survival.discrete;
