/** How a recipe does on rows it has not seen: splits that know time and customers, cross-validation, honest comparison. */
package io.clientele.prediction.validation;
