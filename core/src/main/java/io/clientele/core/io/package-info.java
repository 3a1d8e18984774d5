/** CSV and databases at the door: columns by name, formats and rules stated, every row accounted for. */
package io.clientele.core.io;
