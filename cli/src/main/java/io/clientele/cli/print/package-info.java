/** Results on paper: text in columns, JSON in full precision. */
package io.clientele.cli.print;
