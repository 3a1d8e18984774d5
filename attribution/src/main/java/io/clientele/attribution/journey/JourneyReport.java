package io.clientele.attribution.journey;

import java.util.List;
import java.util.OptionalInt;

/**
 * What became of touches and orders when journeys were made of them: nothing is lost silently.
 *
 * <p>Immutable; equal by value.
 */
public final class JourneyReport {

    private record Content(
            long touches,
            long touchesMerged,
            long orders,
            long returns,
            long unattributed,
            double unattributedValue,
            long openJourneys,
            int privacyThreshold,
            List<String> pooledChannels) {}

    private final Content c;

    private JourneyReport(Content c) {
        this.c = c;
    }

    static JourneyReport of(
            long touches,
            long touchesMerged,
            long orders,
            long returns,
            long unattributed,
            double unattributedValue,
            long openJourneys) {
        return new JourneyReport(new Content(
                touches, touchesMerged, orders, returns, unattributed, unattributedValue, openJourneys, 0, List.of()));
    }

    JourneyReport withPrivacy(int threshold, List<String> channels) {
        return new JourneyReport(new Content(
                c.touches,
                c.touchesMerged,
                c.orders,
                c.returns,
                c.unattributed,
                c.unattributedValue,
                c.openJourneys,
                threshold,
                List.copyOf(channels)));
    }

    /** {@return touches before the cut-off} */
    public long touches() {
        return c.touches;
    }

    /** {@return touches that continued a visit and were not counted again} */
    public long touchesMerged() {
        return c.touchesMerged;
    }

    /** {@return orders in the period, returns included} */
    public long orders() {
        return c.orders;
    }

    /** {@return orders in the period that are worth less than 0, which are no conversions} */
    public long returns() {
        return c.returns;
    }

    /** {@return conversions in the period without a touch in the look-back; they are on no journey} */
    public long unattributed() {
        return c.unattributed;
    }

    /** {@return value of the conversions without a touch in the look-back} */
    public double unattributedValue() {
        return c.unattributedValue;
    }

    /** {@return journeys without conversion that could still convert after the cut-off} */
    public long openJourneys() {
        return c.openJourneys;
    }

    /** {@return the fewest customers behind any channel that a {@link PrivacyThreshold} left; empty without one} */
    public OptionalInt privacyThreshold() {
        return c.privacyThreshold == 0 ? OptionalInt.empty() : OptionalInt.of(c.privacyThreshold);
    }

    /** {@return channels that a {@link PrivacyThreshold} pooled, in the order of their names; empty without one} */
    public List<String> pooledChannels() {
        return c.pooledChannels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JourneyReport that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "JourneyReport[touches=" + c.touches + ", touchesMerged=" + c.touchesMerged + ", orders=" + c.orders
                + ", returns=" + c.returns + ", unattributed=" + c.unattributed + ", unattributedValue="
                + c.unattributedValue + ", openJourneys=" + c.openJourneys
                + (c.privacyThreshold == 0 ? "" : ", privacyThreshold=" + c.privacyThreshold)
                + (c.pooledChannels.isEmpty() ? "" : ", pooledChannels=" + c.pooledChannels) + "]";
    }
}
