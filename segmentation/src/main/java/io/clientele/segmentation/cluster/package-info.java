/** Groups of customers who behave alike: finding them, judging them, comparing them. */
package io.clientele.segmentation.cluster;
