/** When customers leave: survival tables, curves, tests and regressions. */
package io.clientele.prediction.survival;
