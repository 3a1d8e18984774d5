/** Work cut into chunks whose number depends on the rows only, run by any number of threads, merged in order. */
package io.clientele.core.internal.parallel;
