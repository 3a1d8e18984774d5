package io.clientele.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** Seconds by phase; says nothing unless asked for. */
final class Stopwatch {

    private final boolean wanted;
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    Stopwatch(boolean wanted) {
        this.wanted = wanted;
    }

    <T> T time(String phase, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        seconds.merge(phase, (System.nanoTime() - start) / 1e9, Double::sum);
        return result;
    }

    void write(JsonGenerator json) {
        if (wanted) {
            json.writeName("seconds").writeStartObject();
            for (String phase : new String[] {"read", "fit", "score"}) {
                json.writeName(phase).writeNumber(seconds.getOrDefault(phase, 0.0));
            }
            json.writeEndObject();
        }
    }

    void print(java.io.PrintStream out) {
        if (wanted) {
            seconds.forEach((phase, s) -> out.println("seconds " + phase + " " + io.clientele.cli.print.Page.shown(s)));
        }
    }
}
