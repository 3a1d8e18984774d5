package io.clientele.attribution.markov;

import java.util.ArrayList;
import java.util.List;

/**
 * A step of a Markov chain.
 *
 * @param from state it leaves: {@code (start)}, or the last channels with {@code " > "} between them
 * @param to state it leads to, or {@code (conversion)} or {@code (null)}
 * @param count how often it was taken
 * @param probability its share of all steps that leave the state
 */
public record Transition(String from, String to, long count, double probability) {

    static List<Transition> of(Chain chain, List<String> channels) {
        int states = chain.states.size();
        List<List<Transition>> byState = new ArrayList<>();
        String[] names = new String[states];
        for (int s = 0; s < states; s++) {
            names[s] = name(chain, s, channels);
            byState.add(new ArrayList<>());
        }
        for (int e = 0; e < chain.edges.size(); e++) {
            int from = chain.edges.from(e);
            long count = chain.count(e);
            if (count > 0) {
                byState.get(from)
                        .add(new Transition(
                                names[from], names[chain.edges.to(e)], count, (double) count / chain.out[from]));
            }
        }
        List<Transition> all = new ArrayList<>();
        for (int s = 0; s < states; s++) {
            all.addAll(byState.get(s));
            long converted = chain.conversions[s];
            long lost = chain.ends[s] - converted;
            if (converted > 0) {
                all.add(new Transition(names[s], "(conversion)", converted, (double) converted / chain.out[s]));
            }
            if (lost > 0) {
                all.add(new Transition(names[s], "(null)", lost, (double) lost / chain.out[s]));
            }
        }
        return List.copyOf(all);
    }

    private static String name(Chain chain, int state, List<String> channels) {
        if (state == 0) {
            return "(start)";
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < chain.order; i++) {
            int c = chain.states.channel(state, i);
            if (c >= 0) {
                name.append(name.length() == 0 ? "" : " > ").append(channels.get(c));
            }
        }
        return name.toString();
    }
}
