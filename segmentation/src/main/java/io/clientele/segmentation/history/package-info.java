/** Segments that keep their identity when they are made anew: names, transitions, migration, hysteresis and drift. */
package io.clientele.segmentation.history;
