package io.clientele.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Paths as text: the channels in order of time, with a separator between them, such as {@code search > email > search}.
 *
 * <ul>
 *   <li>Blanks around a channel are dropped.
 *   <li>A text without channels, or with nothing between two separators, is refused.
 *   <li>A channel that contains the separator, with or without the blanks around it, is refused in both directions: what was
 *       written could not be read back.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * List<String> path = PathFormat.of(" > ").parse("search > email > search");
 * }</pre>
 */
public final class PathFormat {

    private final String separator;
    private final String core;

    private PathFormat(String separator) {
        this.separator = separator;
        this.core = separator.isBlank() ? separator : separator.strip();
    }

    /**
     * Paths with a separator.
     *
     * @param separator between channels, such as {@code " > "}; not empty
     * @return the format
     */
    public static PathFormat of(String separator) {
        if (Objects.requireNonNull(separator, "separator").isEmpty()) {
            throw new IllegalArgumentException("separator must not be empty");
        }
        return new PathFormat(separator);
    }

    /**
     * Takes a text apart.
     *
     * @param text channels with the separator between them
     * @return the channels in order, at least one
     */
    public List<String> parse(String text) {
        List<String> path = new ArrayList<>();
        int from = 0;
        int at = text.indexOf(separator);
        while (at >= 0) {
            path.add(channel(text, from, at));
            from = at + separator.length();
            at = text.indexOf(separator, from);
        }
        path.add(channel(text, from, text.length()));
        return path;
    }

    private String channel(String text, int from, int to) {
        String name = text.substring(from, to).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    text.isBlank()
                            ? "the path is empty; a journey needs at least one touch"
                            : "path '" + text + "' has a channel without a name at character " + (from + 1));
        }
        return check(name);
    }

    private String check(String name) {
        if (name.contains(core)) {
            throw new IllegalArgumentException("channel '" + name + "' contains the separator '" + core
                    + "'; rename the channel or choose another separator");
        }
        return name;
    }

    /**
     * Writes a path.
     *
     * @param path channels in order, at least one
     * @return a text that {@link #parse} takes apart into the same channels
     */
    public String format(List<String> path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("the path is empty; a journey needs at least one touch");
        }
        StringBuilder text = new StringBuilder();
        for (String channel : path) {
            if (channel.isBlank() || !channel.equals(channel.strip())) {
                throw new IllegalArgumentException(
                        "channel '" + channel + "' is blank or has blanks around it; strip it first");
            }
            text.append(text.length() == 0 ? "" : separator).append(check(channel));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathFormat that && separator.equals(that.separator);
    }

    @Override
    public int hashCode() {
        return separator.hashCode();
    }

    @Override
    public String toString() {
        return "PathFormat['" + separator + "']";
    }
}
