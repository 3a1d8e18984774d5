/** Customers by when they first bought, and what they did afterwards. */
package io.clientele.segmentation.cohort;
