package io.clientele.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Names of channels to codes, in the order in which they are first seen. */
final class Channels {

    /** Codes are kept in 16 bits. */
    static final int MOST = Character.MAX_VALUE;

    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    int size() {
        return names.size();
    }

    String name(int code) {
        return names.get(code);
    }

    int code(String channel) {
        Integer known = codes.get(Objects.requireNonNull(channel, "channel"));
        return known == null ? add(channel) : known;
    }

    private int add(String channel) {
        if (channel.isBlank()) {
            throw new IllegalArgumentException("a channel must have a name, got '" + channel + "'");
        }
        if (names.size() == MOST) {
            throw new IllegalArgumentException("at most " + MOST + " channels can be kept apart, and '" + channel
                    + "' is one more; group the rare ones first");
        }
        codes.put(channel, names.size());
        names.add(channel);
        return names.size() - 1;
    }
}
