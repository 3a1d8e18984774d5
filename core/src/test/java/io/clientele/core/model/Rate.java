package io.clientele.core.model;

import io.clientele.core.FitReport;
import java.util.Arrays;
import java.util.List;

/** A toy model with a field of every kind. */
record Rate(double rate, long count, boolean exact, String note, Values values, List<Step> steps, FitReport report) {

    record Step(String name, int size) {}

    /** Arrays, by value. */
    record Values(double[] doubles, int[] ints, long[] longs, double[][] rows, List<String> names) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Values that
                    && Arrays.equals(doubles, that.doubles)
                    && Arrays.equals(ints, that.ints)
                    && Arrays.equals(longs, that.longs)
                    && Arrays.deepEquals(rows, that.rows)
                    && names.equals(that.names);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(doubles)
                    + 31 * Arrays.hashCode(ints)
                    + 37 * Arrays.hashCode(longs)
                    + 41 * Arrays.deepHashCode(rows)
                    + names.hashCode();
        }

        @Override
        public String toString() {
            return doubles.length + " values";
        }
    }

    static final class Codec implements ModelCodec<Rate> {

        @Override
        public String format() {
            return "example.rate";
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public void write(Rate m, ModelOutput out) {
            out.field("rate", m.rate)
                    .field("count", m.count)
                    .field("exact", m.exact)
                    .field("note", m.note)
                    .object(
                            "values",
                            v -> v.field("doubles", m.values.doubles)
                                    .field("ints", m.values.ints)
                                    .field("longs", m.values.longs)
                                    .field("rows", m.values.rows)
                                    .field("names", m.values.names))
                    .objects(
                            "steps",
                            m.steps,
                            (step, s) -> s.field("name", step.name).field("size", step.size))
                    .field("report", m.report);
        }

        @Override
        public Rate read(ModelNode node, int version) {
            ModelNode v = node.object("values");
            Values values = new Values(
                    v.getDoubles("doubles"),
                    v.getInts("ints"),
                    v.getLongs("longs"),
                    v.getDoubleRows("rows"),
                    v.getStrings("names"));
            List<Step> steps = node.objects("steps").stream()
                    .map(s -> new Step(s.getString("name"), s.getInt("size")))
                    .toList();
            // version 1 had no note
            String note = version == 1 ? "" : node.getString("note");
            return new Rate(
                    node.getDouble("rate"),
                    node.getLong("count"),
                    node.getBoolean("exact"),
                    note,
                    values,
                    steps,
                    node.getReport("report"));
        }
    }

    static Rate plain() {
        return new Rate(
                0.1,
                9_007_199_254_740_993L,
                true,
                "hier, \"dort\" — \n€ 🙂",
                new Values(
                        new double[] {1, -0.0, 1e-320, Double.MIN_VALUE, Double.MAX_VALUE, 2.0 / 3, 1e23, 2e-3},
                        new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE},
                        new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE},
                        new double[][] {{1.5, 2}, {}, {3}},
                        List.of("a", "", "c")),
                List.of(new Step("one", 1), new Step("two", -2)),
                FitReport.builder()
                        .rows(10)
                        .iterations(3)
                        .converged(false)
                        .change(1e-9)
                        .warning("stopped after 3 iterations")
                        .build());
    }

    static Rate extreme() {
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        return new Rate(
                Double.NaN,
                Long.MIN_VALUE,
                false,
                "NaN",
                new Values(odd, new int[0], new long[0], new double[][] {odd, {1, Double.NaN}, {}}, List.of("NaN")),
                List.of(),
                FitReport.builder().build());
    }
}
