/** All attribution methods side by side. */
package io.clientele.attribution.comparison;
