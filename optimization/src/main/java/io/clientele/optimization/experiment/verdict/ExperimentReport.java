package io.clientele.optimization.experiment.verdict;

import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An experiment, judged: what to do with each variant, why, how much that is worth, what was checked and what was not. Immutable and
 * thread-safe; equal by value.
 *
 * @see VerdictRule#report
 */
public final class ExperimentReport {

    private static final ExperimentReportCodec CODEC = new ExperimentReportCodec();

    private record Content(
            String control,
            Direction better,
            List<Verdict> verdicts,
            List<HealthCheck> checks,
            List<String> notChecked) {}

    private final Content c;

    ExperimentReport(
            String control,
            Direction better,
            List<Verdict> verdicts,
            List<HealthCheck> checks,
            List<String> notChecked) {
        if (verdicts.isEmpty()) {
            throw new IllegalArgumentException("a report needs a verdict");
        }
        c = new Content(control, better, List.copyOf(verdicts), List.copyOf(checks), List.copyOf(notChecked));
    }

    /**
     * What to do with the experiment as a whole: no decision if it is broken, ship if one variant can be shipped, keep running while one
     * is undecided, otherwise stop.
     *
     * @return the decision
     */
    public Decision decision() {
        return verdict().decision();
    }

    /** {@return the verdict that decides: of several variants to ship, the one with the largest gain} */
    public Verdict verdict() {
        List<Decision> order = List.of(Decision.NO_DECISION, Decision.SHIP, Decision.KEEP_RUNNING, Decision.STOP);
        Comparator<Verdict> byDecision = Comparator.comparingInt(v -> order.indexOf(v.decision()));
        Comparator<Verdict> byGain =
                Comparator.comparingDouble(v -> -c.better.sign() * v.effect().difference());
        return c.verdicts.stream().min(byDecision.thenComparing(byGain)).orElseThrow();
    }

    /** {@return the variant to ship, if there is one} */
    public Optional<String> winner() {
        return decision() == Decision.SHIP ? Optional.of(verdict().variant()) : Optional.empty();
    }

    /** {@return the name of the control} */
    public String control() {
        return c.control;
    }

    /** {@return which way the primary metric is better} */
    public Direction better() {
        return c.better;
    }

    /** {@return a verdict for each variant, in the given order} */
    public List<Verdict> verdicts() {
        return c.verdicts;
    }

    /** {@return what was checked, and how that came out} */
    public List<HealthCheck> checks() {
        return c.checks;
    }

    /** {@return what was not checked, because the data for it were not given} */
    public List<String> notChecked() {
        return c.notChecked;
    }

    /** {@return the report in sentences, a line each} */
    public List<String> words() {
        List<String> lines = new ArrayList<>();
        c.verdicts.forEach(v -> lines.addAll(v.words()));
        c.checks.forEach(check -> lines.add("Checked: " + check.words()));
        c.notChecked.forEach(what -> lines.add("Not checked: " + what + "."));
        return List.copyOf(lines);
    }

    /**
     * Writes the report as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the report as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a report that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the report
     */
    public static ExperimentReport read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a report that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the report
     */
    public static ExperimentReport read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExperimentReport that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "ExperimentReport" + c.verdicts;
    }
}
