/** What the packages of this module share; not exported. */
package io.clientele.optimization.internal;
