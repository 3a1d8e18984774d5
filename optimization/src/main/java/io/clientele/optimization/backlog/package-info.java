/** Backlog: what is worth testing next. */
package io.clientele.optimization.backlog;
