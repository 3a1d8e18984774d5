/** The main job: a shop's events become segments, predictions, decisions and channel credit. */
package io.clientele.cli.report;
