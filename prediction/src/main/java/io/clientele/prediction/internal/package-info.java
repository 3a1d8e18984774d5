/** What several packages of this module share; not exported. */
package io.clientele.prediction.internal;
