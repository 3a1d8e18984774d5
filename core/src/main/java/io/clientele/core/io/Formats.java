package io.clientele.core.io;

/** How numbers and times are written in a source. */
record Formats(NumberStyle numbers, TimeFormat times) {}
