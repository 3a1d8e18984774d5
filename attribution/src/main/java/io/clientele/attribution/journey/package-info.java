/** Journeys: the touches of one customer up to a conversion, or up to where nothing came of them. */
package io.clientele.attribution.journey;
