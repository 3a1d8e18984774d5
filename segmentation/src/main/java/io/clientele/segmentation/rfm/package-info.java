/** Customers by how recently, how often and for how much they bought: scores and named segments. */
package io.clientele.segmentation.rfm;
