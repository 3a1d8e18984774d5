package io.clientele.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of a file with a row a unit, each of which got one variant. */
final class VariantFlags {

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "CSV with a row a unit, plain or .gz; - is standard input")
    @Nullable
    String data;

    @Option(names = "--variant", paramLabel = "COLUMN", description = "which variant the unit got")
    @Nullable
    String variant;

    @Option(
            names = "--control",
            paramLabel = "NAME",
            description = "variant to compare with; default: the first in sorted order")
    @Nullable
    String control;

    @Option(
            names = "--confidence",
            paramLabel = "P",
            defaultValue = "0.95",
            description = "of all intervals; default ${DEFAULT-VALUE}")
    double confidence = 0.95;

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    @Option(
            names = "--on-bad-row",
            paramLabel = "stop|skip",
            defaultValue = "stop",
            description = "default ${DEFAULT-VALUE}; skipped rows are counted")
    CommonOptions.BadRow onBadRow = CommonOptions.BadRow.stop;

    /** Reads the column of variants and some numeric ones. */
    DataSet read(Console console, String file, String variantColumn, List<String> numbers) {
        CommonOptions common = new CommonOptions();
        common.data = file;
        common.onBadRow = onBadRow;
        DataSet table = DataSet.columns(common, console.in(), numbers, List.of(variantColumn));
        List<String> variants = table.texts(variantColumn);
        for (int i = 0; i < variants.size(); i++) {
            if (variants.get(i).isBlank()) {
                throw new IllegalArgumentException(table.place(i, variantColumn) + ": the variant must not be blank");
            }
        }
        return table;
    }

    /** The control first, then the others in sorted order. */
    List<String> order(DataSet table, String variantColumn) {
        TreeSet<String> sorted = new TreeSet<>(table.texts(variantColumn));
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException(table.read().source() + ": no rows; a comparison takes two variants");
        }
        String first = control == null ? sorted.first() : control;
        if (!sorted.remove(first)) {
            throw new IllegalArgumentException(table.read().source() + ", column '" + variantColumn
                    + "': no row has the control '" + first + "'; the variants are " + sorted);
        }
        List<String> order = new ArrayList<>(sorted);
        order.add(0, first);
        return order;
    }

    /** Refuses an experiment with the control alone. */
    static void requireTwo(List<String> variants) {
        if (variants.size() < 2) {
            throw new IllegalArgumentException(
                    "a comparison takes at least two variants, got " + variants.size() + ": " + variants.get(0));
        }
    }
}
