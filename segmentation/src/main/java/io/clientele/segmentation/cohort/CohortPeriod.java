package io.clientele.segmentation.cohort;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How long a cohort's window of acquisition is, and the steps in which its age is counted. */
public enum CohortPeriod {

    /** Calendar days. */
    DAY {
        @Override
        LocalDate startOf(LocalDate day) {
            return day;
        }

        @Override
        LocalDate plus(LocalDate start, int periods) {
            return start.plusDays(periods);
        }
    },

    /** Weeks that start on Monday. */
    WEEK {
        @Override
        LocalDate startOf(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        @Override
        LocalDate plus(LocalDate start, int periods) {
            return start.plusWeeks(periods);
        }
    },

    /** Calendar months. */
    MONTH {
        @Override
        LocalDate startOf(LocalDate day) {
            return day.withDayOfMonth(1);
        }

        @Override
        LocalDate plus(LocalDate start, int periods) {
            return start.plusMonths(periods);
        }
    },

    /** Calendar quarters. */
    QUARTER {
        @Override
        LocalDate startOf(LocalDate day) {
            return day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
        }

        @Override
        LocalDate plus(LocalDate start, int periods) {
            return start.plusMonths(3L * periods);
        }
    },

    /** Calendar years. */
    YEAR {
        @Override
        LocalDate startOf(LocalDate day) {
            return day.withDayOfYear(1);
        }

        @Override
        LocalDate plus(LocalDate start, int periods) {
            return start.plusYears(periods);
        }
    };

    /** The first day of the period that holds a day. */
    abstract LocalDate startOf(LocalDate day);

    /** The first day of a later period. */
    abstract LocalDate plus(LocalDate start, int periods);
}
