/** What advertising added to weekly sales, and what another unit of spend would add: a media mix model with intervals. */
package io.clientele.attribution.mediamix;
