package io.clientele.optimization.backlog;

/**
 * An idea with the test that suits it best.
 *
 * @param idea the change
 * @param weeks length of the best test
 * @param unitsPerVariant of that test, half of all that meet the change in that time
 * @param net what testing is worth beyond the better of shipping untested and leaving it, costs taken off; the order of the backlog
 * @param untested value of the better of shipping untested and leaving it, over the horizon
 * @param perfect what it would be worth to know the effect at once, for nothing: no test is worth more
 * @param probabilityShipped the chance that the test ends with shipping the change
 * @param reason in words
 */
public record RankedIdea(
        TestIdea idea,
        int weeks,
        double unitsPerVariant,
        double net,
        double untested,
        double perfect,
        double probabilityShipped,
        String reason) {

    /** {@return whether a test is worth its cost; if not, do what is better untested} */
    public boolean isWorthTesting() {
        return net > 0;
    }
}
