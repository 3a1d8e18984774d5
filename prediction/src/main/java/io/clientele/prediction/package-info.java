/** What the predictions of this module share: tables with a label. */
package io.clientele.prediction;
