package io.clientele.segmentation.profile;

import io.clientele.core.FitReport;
import java.util.List;

/** The profiles of all segments. Immutable and thread-safe; equal by value. A description of a table, not a model: it is not stored. */
public final class SegmentProfiles {

    private final List<SegmentProfile> profiles;
    private final FitReport report;

    SegmentProfiles(List<SegmentProfile> profiles, FitReport report) {
        this.profiles = List.copyOf(profiles);
        this.report = report;
    }

    /** {@return one profile a segment, in the order of the segments} */
    public List<SegmentProfile> all() {
        return profiles;
    }

    /**
     * The profile of a segment.
     *
     * @param segment its name
     * @return the profile
     */
    public SegmentProfile of(String segment) {
        return profiles.stream()
                .filter(profile -> profile.name().equals(segment))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no segment '" + segment + "'; there are "
                        + profiles.stream().map(SegmentProfile::name).toList()));
    }

    /** {@return what the user should know} */
    public FitReport report() {
        return report;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentProfiles that && profiles.equals(that.profiles) && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return profiles.hashCode();
    }

    @Override
    public String toString() {
        return "SegmentProfiles" + profiles.stream().map(SegmentProfile::name).toList();
    }
}
