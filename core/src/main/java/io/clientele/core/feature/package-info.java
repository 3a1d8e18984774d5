/** What is known of customers as of an instant: features and labels from the logs, without a look at what came later. */
package io.clientele.core.feature;
