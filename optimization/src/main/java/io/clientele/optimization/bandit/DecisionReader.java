package io.clientele.optimization.bandit;

import io.clientele.core.io.TableData;
import io.clientele.core.io.TableReader;
import io.clientele.core.io.TableSource;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Reads what {@link DecisionWriter} wrote, or any table with its columns, and makes of it the log that is evaluated or replayed.
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * List<DecisionRecord> decisions = DecisionReader.read(CsvSource.of(file));
 * DecisionLog log = DecisionReader.log(List.of("control", "banner"), decisions, d -> bought.contains(d.unit()) ? 1 : 0);
 * }</pre>
 */
public final class DecisionReader {

    private DecisionReader() {}

    /**
     * Reads decisions in their order.
     *
     * @param source with columns unit, time, version, arm, propensity, context
     * @return the decisions, at least one
     * @throws IllegalArgumentException if a column is missing or a row is not a decision; names the row
     */
    public static List<DecisionRecord> read(TableSource source) {
        TableData table = TableReader.create()
                .withFeatures("propensity")
                .withTexts("unit", "time", "version", "arm", "context")
                .read(source);
        List<String> units = table.texts("unit");
        List<String> times = table.texts("time");
        List<String> versions = table.texts("version");
        List<String> arms = table.texts("arm");
        List<String> contexts = table.texts("context");
        double[] propensities = table.features().column("propensity");
        List<DecisionRecord> decisions = new ArrayList<>();
        for (int i = 0; i < propensities.length; i++) {
            try {
                decisions.add(new DecisionRecord(
                        units.get(i),
                        Instant.parse(times.get(i)),
                        Long.parseLong(versions.get(i)),
                        arms.get(i),
                        propensities[i],
                        Long.parseLong(contexts.get(i))));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        place(source, table, i) + "version and context must be whole numbers, got '" + versions.get(i)
                                + "' and '" + contexts.get(i) + "'",
                        e);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        place(source, table, i) + "time must be like 2026-01-31T12:00:00Z, got '" + times.get(i) + "'",
                        e);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(place(source, table, i) + e.getMessage(), e);
            }
        }
        return List.copyOf(decisions);
    }

    private static String place(TableSource source, TableData table, int row) {
        return source.name() + ", data row " + (table.inputRow(row) + 1) + ": ";
    }

    /**
     * Decisions and what came of them as a log, in the same order.
     *
     * @param arms all names; those of the decisions and maybe more
     * @param decisions one or more
     * @param reward what came of a decision; 0 if nothing did
     * @return the log
     * @throws IllegalArgumentException if a decision's arm is not among the names
     */
    public static DecisionLog log(
            List<String> arms, List<DecisionRecord> decisions, ToDoubleFunction<DecisionRecord> reward) {
        Objects.requireNonNull(reward, "reward");
        Map<String, Integer> codes = new HashMap<>();
        for (String arm : arms) {
            codes.put(arm, codes.size());
        }
        int[] shown = new int[decisions.size()];
        double[] propensity = new double[decisions.size()];
        double[] gain = new double[decisions.size()];
        for (int row = 0; row < shown.length; row++) {
            DecisionRecord decision = decisions.get(row);
            Integer code = codes.get(decision.arm());
            if (code == null) {
                throw new IllegalArgumentException(
                        "row " + row + ": arm '" + decision.arm() + "' is not known; arms are " + arms);
            }
            shown[row] = code;
            propensity[row] = decision.propensity();
            gain[row] = reward.applyAsDouble(decision);
        }
        return DecisionLog.of(arms, shown, propensity, gain);
    }
}
