package io.clientele.benchmarks.soak;

import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;

/** One who comes to the page. */
final class Customer {

    private final long number;
    private final String id;
    private final double[] features = new double[Served.FEATURES];

    private Customer(long number) {
        this.number = number;
        this.id = String.format("customer%08d", number);
        RandomGenerator random = RandomStreams.stream(6, "customers", number);
        for (int j = 0; j < features.length; j++) {
            features[j] = random.nextGaussian();
        }
    }

    static Customer of(long number) {
        return new Customer(number);
    }

    /** One call of a path, by its place in {@link Main}'s list. */
    long ask(int path, Served now) {
        return switch (path) {
            case 1 -> now.segments().predict(features);
            case 2 -> (long) (1e6 * now.score().probability(features));
            case 3 -> now.banner().choose(number);
            case 4 -> now.experiment().variant(id);
            default -> 0;
        };
    }
}
