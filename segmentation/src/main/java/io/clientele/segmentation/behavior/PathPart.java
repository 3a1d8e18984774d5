package io.clientele.segmentation.behavior;

import java.util.List;

/**
 * Activities that follow each other directly within a session.
 *
 * @param kinds of the activities, in order
 * @param occurrences how often, over all sessions
 * @param sessions in how many sessions
 */
public record PathPart(List<String> kinds, long occurrences, long sessions) {}
