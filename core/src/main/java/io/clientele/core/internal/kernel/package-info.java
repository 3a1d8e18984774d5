/** Static methods on arrays, in the shapes that the JIT turns into vector code; no checks, no domain words. */
package io.clientele.core.internal.kernel;
