/** Credit by rule: first, last, linear, by position, by time. */
package io.clientele.attribution.rule;
