package io.clientele.segmentation.cohort;

import java.util.Arrays;

/** Cells of cohort by age, one cohort after the other, those of later cohorts fewer. */
final class Triangle {

    final int periods;
    final long[] active;
    final long[] orders;
    final double[] revenue;

    Triangle(int periods, long[] active, long[] orders, double[] revenue) {
        this.periods = periods;
        this.active = active;
        this.orders = orders;
        this.revenue = revenue;
    }

    static int cells(int periods) {
        return periods * (periods + 1) / 2;
    }

    /** Where a cell is; the age must be below {@code periods - cohort}. */
    static int index(int periods, int cohort, int age) {
        return cohort * periods - cohort * (cohort - 1) / 2 + age;
    }

    int index(int cohort, int age) {
        return index(periods, cohort, age);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Triangle that
                && periods == that.periods
                && Arrays.equals(active, that.active)
                && Arrays.equals(orders, that.orders)
                && Arrays.equals(revenue, that.revenue);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(active) + Arrays.hashCode(revenue);
    }
}
