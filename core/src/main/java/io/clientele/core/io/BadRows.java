package io.clientele.core.io;

/** What becomes of a row that cannot be read. */
public enum BadRows {
    /** The first bad row ends the reading with an {@link IllegalArgumentException} that names its place, column and value. */
    STOP,
    /** Bad rows are left out and counted; the first ones are kept with their reasons, see {@link ReadReport}. */
    SKIP
}
