package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.Arrays;
import java.util.List;

/** {@code clientele.contextual-bandit}: arms, guardrails, and the numbers of the rule by which it chooses. */
final class ContextualSnapshotCodec implements ModelCodec<ContextualSnapshot> {

    private static final List<String> KINDS = List.of(GapRule.KIND, BoundRule.KIND, NormalRule.KIND, VoteRule.KIND);

    @Override
    public String format() {
        return "clientele.contextual-bandit";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ContextualSnapshot model, ModelOutput out) {
        ContextualArms.Shown shown = model.shown();
        out.field("features", model.features())
                .field("arms", model.arms())
                .field("free", shown.free().stream().mapToInt(Integer::intValue).toArray())
                .field("control", shown.control())
                .field("controlShare", shown.controlShare())
                .field("floor", shown.floor())
                .field("salt", model.salt())
                .object("rule", model.rule()::write)
                .field("report", model.report());
    }

    @Override
    public ContextualSnapshot read(ModelNode node, int version) {
        List<String> features = Contexts.features(node.getStrings("features"));
        List<String> arms = Contexts.distinct(node.getStrings("arms"), "arm");
        int[] free = node.getInts("free");
        for (int i = 0; i < free.length; i++) {
            Check.atLeast("free[" + i + "]", free[i], i == 0 ? 0 : free[i - 1] + 1);
            Check.atMost("free[" + i + "]", free[i], arms.size() - 1, "the last arm");
        }
        int control = Check.atMost("control", node.getInt("control"), arms.size() - 1, "the last arm");
        double share = Check.between("controlShare", node.getDouble("controlShare"), 0, 1);
        double floor = Check.between("floor", node.getDouble("floor"), 0, 1);
        if (control < 0 && (free.length == 0 || share > 0)) {
            throw new IllegalArgumentException("a snapshot without a control must have free arms and no share of it");
        }
        if (floor * free.length > 1 - share + 1e-12 || (free.length == 0 && share < 1)) {
            throw new IllegalArgumentException("floors and control's share must leave shares that add up to 1");
        }
        ModelNode rule = node.object("rule");
        int width = rule.getInt("width");
        Check.length("width", width, features.size() + 1, "one input per feature and a constant");
        return new ContextualSnapshot(
                features,
                arms,
                new ContextualArms.Shown(Arrays.stream(free).boxed().toList(), control, share, floor),
                rule(
                        rule.getString("kind"),
                        free.length,
                        width,
                        rule.getDoubles("settings"),
                        rule.getDoubleRows("numbers")),
                node.getLong("salt"),
                node.getReport("report"));
    }

    private static ChoiceRule rule(String kind, int arms, int width, double[] settings, double[][] numbers) {
        Check.atLeast("width", width, 1);
        if (!KINDS.contains(kind)) {
            throw unknown(kind);
        }
        boolean votes = kind.equals(VoteRule.KIND);
        Check.length("settings", settings.length, votes ? 0 : 1, "one value per setting");
        boolean normal = kind.equals(NormalRule.KIND) || kind.equals(BoundRule.KIND);
        if (votes) {
            Check.atLeast("number of models", numbers.length, 1);
        } else {
            Check.length("numbers", numbers.length, normal ? width + 1 : 1, "one row per column");
        }
        for (int row = 0; row < numbers.length; row++) {
            int expected = normal && row > 0 ? arms * (width + 1 - row) : arms * width;
            Check.length("numbers[" + row + "]", numbers[row].length, expected, "one value per arm and input");
            for (double value : numbers[row]) {
                Check.finite("numbers[" + row + "]", value);
            }
        }
        return switch (kind) {
            case GapRule.KIND -> new GapRule(arms, width, Check.atLeast("gamma", settings[0], 0.0), numbers[0]);
            case BoundRule.KIND -> new BoundRule(arms, width, settings[0], NormalScores.read(arms, numbers));
            case NormalRule.KIND -> new NormalRule(arms, width, settings[0], NormalScores.read(arms, numbers));
            case VoteRule.KIND -> new VoteRule(arms, width, numbers);
            default -> throw unknown(kind);
        };
    }

    private static IllegalArgumentException unknown(String kind) {
        return new IllegalArgumentException("kind must be one of " + KINDS + ", got '" + kind + "'");
    }
}
