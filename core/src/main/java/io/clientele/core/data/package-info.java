/** Logs of what happened and tables of what is known, in columns. */
package io.clientele.core.data;
