package io.clientele.optimization.design;

import java.util.List;

/**
 * Something that an experiment changes, such as the headline of a page.
 *
 * @param name of what is changed, not blank
 * @param levels names of its forms, two or more, all different, the present one's first
 */
public record Factor(String name, List<String> levels) {

    /**
     * Checks the names.
     *
     * @param name of what is changed
     * @param levels names of its forms
     */
    public Factor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a factor's name must not be blank");
        }
        levels = List.copyOf(levels);
        if (levels.size() < 2) {
            throw new IllegalArgumentException("factor '" + name + "': levels must be two or more, got " + levels);
        }
        if (levels.stream().distinct().count() < levels.size()) {
            throw new IllegalArgumentException("factor '" + name + "': levels must differ, got " + levels);
        }
    }

    /**
     * A factor.
     *
     * @param name of what is changed
     * @param levels names of its forms, the present one's first
     * @return the factor
     */
    public static Factor of(String name, String... levels) {
        return new Factor(name, List.of(levels));
    }
}
