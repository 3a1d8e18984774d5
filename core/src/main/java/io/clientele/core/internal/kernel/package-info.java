/**
 * Static methods on arrays, in plain Java in the shapes that the JIT turns into vector code, or by the Vector API where the module
 * {@code jdk.incubator.vector} is there; the bits are the same. No checks, no domain words.
 */
package io.clientele.core.internal.kernel;
