/** Credit by Shapley values: every channel's average contribution over all orders in which channels could join. */
package io.clientele.attribution.shapley;
