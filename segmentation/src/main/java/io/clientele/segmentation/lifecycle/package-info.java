/** Where customers stand between their first visit and their last order, judged by each customer's own cadence. */
package io.clientele.segmentation.lifecycle;
