package io.clientele.prediction.survival;

import io.clientele.prediction.survival.ContractChurn.Entry;
import io.clientele.prediction.survival.ContractChurn.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Brings the records of one contract in order and sees whether they can all be true. */
final class ContractRecords {

    private ContractRecords() {}

    /** Changes, and at most one end, which comes last; renewals have done their work. */
    static List<Entry> inOrder(String contract, long start, List<Entry> records) {
        List<Entry> sorted = new ArrayList<>(records);
        sorted.sort(Comparator.comparingLong(Entry::at).thenComparing(Entry::kind));
        List<Entry> kept = new ArrayList<>();
        for (Entry record : sorted) {
            String what = "contract '" + contract + "': " + word(record) + " at " + Instant.ofEpochMilli(record.at());
            if (record.at() <= start) {
                throw new IllegalArgumentException(
                        what + " is not after its start (" + Instant.ofEpochMilli(start) + ")"
                                + (record.kind() == Kind.CANCEL || record.kind() == Kind.END
                                        ? "; leave out contracts of no length"
                                        : ""));
            }
            @Nullable Entry last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            Entry over = last != null && last.kind() != Kind.CHANGE ? last : null;
            if (over != null && record.kind() == Kind.RENEW && over.kind() == Kind.END && over.at() == record.at()) {
                kept.remove(kept.size() - 1);
            } else if (over != null) {
                throw new IllegalArgumentException(what + " comes when it is over (" + word(over) + " at "
                        + Instant.ofEpochMilli(over.at()) + "); who comes back starts a contract of another id");
            } else if (record.kind() == Kind.CHANGE && last != null && last.at() == record.at()) {
                throw new IllegalArgumentException(
                        what + " is given twice; give the features that hold from then on once");
            } else if (record.kind() != Kind.RENEW) {
                kept.add(record);
            }
        }
        return List.copyOf(kept);
    }

    private static String word(Entry record) {
        return record.kind().name().toLowerCase(Locale.ROOT);
    }
}
