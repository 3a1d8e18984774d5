/** Models of when customers convert, learned from who saw what and when: additive hazard, logistic regression. */
package io.clientele.attribution.exposure;
