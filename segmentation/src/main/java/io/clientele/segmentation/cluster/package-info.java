/** Groups of customers who behave alike: k-means. */
package io.clientele.segmentation.cluster;
