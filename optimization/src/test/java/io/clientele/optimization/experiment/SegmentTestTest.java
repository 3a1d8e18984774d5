package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SegmentTestTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");
    private static final List<String> CHANNELS = List.of("Multichannel", "Phone", "Web");

    private static List<MetricSample> hillstrom(String metric, String segment) {
        CsvTable table = CsvTable.read(SharedFiles.data("hillstrom/hillstrom.csv.gz"));
        String[] segments = table.texts("segment");
        String[] channels = table.texts("channel");
        double[] values = table.numbers(metric);
        List<MetricSample> samples = new ArrayList<>();
        for (String channel : CHANNELS) {
            MetricSample.Builder sample = MetricSample.builder(segment);
            for (int i = 0; i < values.length; i++) {
                if (segments[i].equals(segment) && channels[i].equals(channel)) {
                    sample.add(values[i]);
                }
            }
            samples.add(sample.build());
        }
        return samples;
    }

    /** python3: smf.ols('spend ~ C(channel) + C(channel):t').fit(cov_type='HC2'), wald_test of equal t's (statsmodels 0.13.5). */
    @Test
    void hillstromByChannel() {
        SegmentResult spend = SegmentTest.create()
                .means(CHANNELS, hillstrom("spend", "No E-Mail"), hillstrom("spend", "Mens E-Mail"));
        double[] effects = {1.2091294052619088, 0.564074391969133, 0.8504486670398366};
        double[] errors = {0.41738634090535737, 0.20557198932370457, 0.23125845884025456};
        for (int i = 0; i < 3; i++) {
            SegmentEffect e = spend.effects().get(i);
            assertThat(e.segment()).isEqualTo(CHANNELS.get(i));
            assertThat(e.difference()).isCloseTo(effects[i], within(1e-10));
            assertThat(e.standardError()).isCloseTo(errors[i], within(1e-10));
        }
        assertThat(spend.interaction().q()).isCloseTo(2.216413157973064, within(1e-8));
        assertThat(spend.interaction().chiSquaredP()).isCloseTo(0.33015052934808575, within(1e-9));
        assertThat(spend.interaction().p()).isCloseTo(0.33, within(2e-3));
        assertThat(spend.discoveries(0.05).get(0).segment()).isEqualTo("Web");
        assertThat(spend.best().segment()).isEqualTo("Multichannel");
        assertThat(spend.bestCandidates()).hasSize(3);
    }

    @Test
    void visitsOfHillstromAsRates() {
        List<MetricSample> none = hillstrom("visit", "No E-Mail");
        List<MetricSample> mens = hillstrom("visit", "Mens E-Mail");
        SegmentResult visit = SegmentTest.create()
                .rates(
                        CHANNELS,
                        none.stream().map(SegmentTestTest::counts).toList(),
                        mens.stream().map(SegmentTestTest::counts).toList());
        assertThat(visit.interaction().q()).isCloseTo(0.44893155630418075, within(1e-9));
        assertThat(visit.interaction().chiSquaredP()).isCloseTo(0.7989429175351046, within(1e-9));
        assertThat(visit.effects().get(1).difference()).isCloseTo(0.07560427135853319, within(1e-12));
        assertThat(visit.effects().get(1).standardError()).isCloseTo(0.004825142081265471, within(1e-12));
    }

    private static Conversions counts(MetricSample sample) {
        return new Conversions(sample.variant(), Math.round(sample.mean() * sample.count()), sample.count());
    }

    /** Welch's F of several groups against R's oneway.test. */
    @Test
    void welchsTestOfSeveralMeans() {
        Golden golden = Golden.load("experiments/factorial-simulated");
        CsvTable input = golden.input();
        double[] y = input.numbers("y");
        for (String factor : List.of("headline", "image")) {
            String[] level = input.texts(factor);
            List<String> levels = Arrays.stream(level).distinct().toList();
            double[][] moments = new double[3][levels.size()];
            for (int k = 0; k < levels.size(); k++) {
                MetricSample.Builder sample = MetricSample.builder(levels.get(k));
                for (int i = 0; i < y.length; i++) {
                    if (level[i].equals(levels.get(k))) {
                        sample.add(y[i]);
                    }
                }
                MetricSample s = sample.build();
                moments[0][k] = s.mean();
                moments[1][k] = s.variance() / s.count();
                moments[2][k] = s.count() - 1;
            }
            Interaction welch = Interaction.of(moments[0], moments[1], moments[2]);
            Golden g = golden.at("expected", "one_way", factor);
            g.at("welch_f").matches(welch.f(), 1e-10, 0);
            g.at("welch_df", 1).matches(welch.degreesOfFreedom(), 1e-10, 0);
            g.at("welch_p").matches(welch.p(), 1e-8, 1e-12);
        }
    }

    /**
     * 20 segments of 40 units a side, five with an effect: how many discoveries are false, how often the interval of the best one
     * misses, and how often effects that are equal are called different.
     */
    @Test
    void falseDiscoveriesAndTheBestSegment() {
        int rounds = FULL ? 5_000 : 200;
        int segments = 20;
        double falseShare = 0;
        int found = 0;
        int simple = 0;
        int honest = 0;
        int among = 0;
        int different = 0;
        List<String> names = new ArrayList<>();
        for (int k = 0; k < segments; k++) {
            names.add("segment " + k);
        }
        for (int round = 0; round < rounds; round++) {
            RandomGenerator random = RandomStreams.stream(11, "segments", round);
            List<MetricSample> controls = new ArrayList<>();
            List<MetricSample> variants = new ArrayList<>();
            List<MetricSample> same = new ArrayList<>();
            for (int k = 0; k < segments; k++) {
                double spread = 1 + k % 4;
                controls.add(sample(random, 0, 1));
                variants.add(sample(random, effect(k), spread));
                same.add(sample(random, 0.5, spread));
            }
            SegmentResult r = SegmentTest.create().means(names, controls, variants);
            List<SegmentEffect> discoveries = r.discoveries(0.1);
            long wrong = discoveries.stream()
                    .filter(e -> effect(names.indexOf(e.segment())) == 0)
                    .count();
            falseShare += discoveries.isEmpty() ? 0 : (double) wrong / discoveries.size();
            found += discoveries.size() - (int) wrong;
            SegmentEffect best = r.best();
            double truth = effect(names.indexOf(best.segment()));
            simple += best.interval().contains(truth) ? 1 : 0;
            honest += best.simultaneous().contains(truth) ? 1 : 0;
            among += r.bestCandidates().stream().anyMatch(e -> e.segment().equals("segment 0")) ? 1 : 0;
            different += SegmentTest.create()
                                    .means(names, controls, same)
                                    .interaction()
                                    .p()
                            <= 0.05
                    ? 1
                    : 0;
        }
        // BH bounds the share by 15 of 20 times 10 %; standard errors among 200: 0.9 points here, 1.5 for shares of 5 %
        assertThat(falseShare / rounds).isBetween(0.035, 0.105);
        assertThat(found / (double) rounds).isGreaterThan(2);
        assertThat(simple / (double) rounds).isLessThan(0.85);
        assertThat(honest / (double) rounds).isGreaterThan(0.9);
        assertThat(among / (double) rounds).isGreaterThan(0.9);
        assertThat(different / (double) rounds).isBetween(0.005, 0.1);
    }

    private static double effect(int segment) {
        return segment % 4 == 0 ? 0.9 - 0.1 * segment / 4 : 0;
    }

    private static MetricSample sample(RandomGenerator random, double mean, double spread) {
        MetricSample.Builder sample = MetricSample.builder("x");
        for (int i = 0; i < 40; i++) {
            sample.add(mean + spread * random.nextGaussian());
        }
        return sample.build();
    }

    @Test
    void aSegmentWithoutSuccessesTakesNoPart() {
        Conversions none = new Conversions("c", 0, 50);
        SegmentResult r = SegmentTest.create()
                .rates(
                        List.of("a", "b", "c"),
                        List.of(none, new Conversions("c", 5, 50), new Conversions("c", 9, 70)),
                        List.of(none, new Conversions("v", 9, 50), new Conversions("v", 8, 70)));
        assertThat(r.interaction().segments()).isEqualTo(2);
        assertThat(r.effects().get(0).p()).isEqualTo(1);
        assertThat(r.effects().get(0).standardError()).isZero();
    }

    @Test
    void whatCannotBeIsSaid() {
        MetricSample ok = MetricSample.of("x", 1, 2, 3);
        MetricSample flat = MetricSample.of("y", 1, 1, 1);
        SegmentTest test = SegmentTest.create();
        assertThatThrownBy(() -> test.means(List.of("a"), List.of(ok), List.of(ok)))
                .hasMessage("segments must be two or more, got [a]");
        assertThatThrownBy(() -> test.means(List.of("a", "a"), List.of(ok, ok), List.of(ok, ok)))
                .hasMessage("segments must differ, got [a, a]");
        assertThatThrownBy(() -> test.means(List.of("a", "b"), List.of(ok), List.of(ok, ok)))
                .hasMessageContaining("controls")
                .hasMessageContaining("one for each segment");
        assertThatThrownBy(() -> test.means(List.of("a", "b"), List.of(ok, flat), List.of(ok, flat)))
                .hasMessageStartingWith("segment 'b': the metric does not vary: 'y' is always 1.0");
        Conversions none = new Conversions("c", 0, 5);
        assertThatThrownBy(() -> test.rates(List.of("a", "b"), List.of(none, none), List.of(none, none)))
                .hasMessage("the metric varies in fewer than two segments; there is nothing to compare between them");
    }
}
