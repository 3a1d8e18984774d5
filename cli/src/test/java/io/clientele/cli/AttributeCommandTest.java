package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.exposure.AdditiveHazard;
import io.clientele.attribution.exposure.LogisticExposure;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.Journeys;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovIntervals;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.core.Execution;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attribute} from files to text and JSON. What the flags make of journeys is in {@link JourneyFlagsTest}. */
class AttributeCommandTest {

    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path folder;

    private String write(String name, String csv) throws IOException {
        return Files.writeString(folder.resolve(name), csv).toString();
    }

    /** A shop of 60 customers whose every third buys; email works at once, display is only there. */
    private final class Shop {

        private final TouchpointLog.Builder touches = TouchpointLog.builder();
        private final OrderLog.Builder orders = OrderLog.builder();
        private final StringBuilder touchCsv = new StringBuilder("customer,time,channel,campaign,cost\n");
        private final StringBuilder orderCsv = new StringBuilder("customer,order,time,amount\n");

        Shop() {
            for (int i = 0; i < 60; i++) {
                touch(i, 24 * (i % 7), "display", "spring", 0.5);
                if (i % 2 == 0) {
                    touch(i, 24 * (i % 5) + 200, "search", i % 4 == 0 ? "brand" : "generic", 2);
                }
                if (i % 3 != 1) {
                    touch(i, 24 * (i % 9) + 230, "email", "spring", 0);
                }
                if (i % 3 == 0 || i % 10 == 4) {
                    order(i, 24 * (i % 9) + 240 + i, 20 + i);
                }
            }
        }

        private void touch(int customer, int hour, String channel, String campaign, double cost) {
            Instant time = MARCH.plus(Duration.ofHours(hour));
            touches.customer("c" + customer)
                    .time(time)
                    .channel(channel)
                    .campaign(campaign)
                    .cost(cost)
                    .add();
            touchCsv.append("c" + customer + "," + time + "," + channel + "," + campaign + "," + cost + "\n");
        }

        private void order(int customer, int hour, int amount) {
            Instant time = MARCH.plus(Duration.ofHours(hour));
            orders.add("c" + customer, time, amount);
            orderCsv.append("c" + customer + "," + customer + "," + time + "," + amount + "\n");
        }

        JourneyTable journeys() {
            // the midnight after the last order, of customer 54 at 240 + 54 hours
            return Journeys.create().before(touches.build(), orders.build(), MARCH.plus(Duration.ofDays(20)));
        }

        Run run(String... flags) throws IOException {
            List<String> args = new ArrayList<>(List.of("attribute", "--touchpoints"));
            args.add(write("touches.csv", touchCsv.toString()));
            args.add("--orders");
            args.add(write("orders.csv", orderCsv.toString()));
            args.addAll(List.of(flags));
            return Run.of(args.toArray(new String[0]));
        }
    }

    private static List<Map<?, ?>> objects(Object list) {
        List<Map<?, ?>> objects = new ArrayList<>();
        ((List<?>) list).forEach(o -> objects.add((Map<?, ?>) o));
        return objects;
    }

    private static Map<?, ?> model(Run run, String name) {
        return objects(run.json().get("models")).stream()
                .filter(m -> m.get("model").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void agrees(Map<?, ?> model, Attribution expected) {
        List<Map<?, ?>> channels = objects(model.get("channels"));
        assertThat(channels).hasSameSizeAs(expected.channels());
        for (Map<?, ?> channel : channels) {
            String name = (String) channel.get("channel");
            assertThat(channel.get("conversions"))
                    .isEqualTo(expected.credit(name).conversions());
            assertThat(channel.get("value")).isEqualTo(expected.credit(name).value());
        }
    }

    @Test
    void allModelsOnJourneysAreThoseOfTheLibrary() throws IOException {
        Shop shop = new Shop();
        JourneyTable journeys = shop.journeys();
        Run run = shop.run("--json", "--bootstrap", "30", "--seed", "5");
        assertThat(run.err()).isEmpty();
        assertThat(objects(run.json().get("models")).stream()
                        .map(m -> m.get("model"))
                        .toList())
                .isEqualTo(List.of(
                        "first",
                        "last",
                        "linear",
                        "position",
                        "time-decay",
                        "markov",
                        "shapley",
                        "additive-hazard",
                        "logistic"));
        Map<String, JourneyMethod> timed = Map.of(
                "time-decay", TimeDecay.ofHalfLife(Duration.ofDays(7)),
                "additive-hazard", AdditiveHazard.create(),
                "logistic", LogisticExposure.ofHalfLife(Duration.ofDays(7)));
        timed.forEach((name, method) -> {
            agrees(model(run, name), method.attribute(journeys, Execution.sequential()));
            Interval sure = method.intervals(journeys, Bootstrap.of(30), 5, Execution.sequential())
                    .conversions("email");
            Map<?, ?> email = objects(model(run, name).get("channels")).get(1);
            assertThat(email.get("lower")).isEqualTo(sure.lower());
            assertThat(email.get("upper")).isEqualTo(sure.upper());
            assertThat(email.get("removalEffect")).isEqualTo("null");
            assertThat(email.get("removalEffectLower")).isEqualTo("null");
        });
        MarkovIntervals sure =
                Markov.ofOrder(1).intervals(journeys.resampling(5), Bootstrap.of(30), Execution.sequential());
        for (Map<?, ?> channel : objects(model(run, "markov").get("channels"))) {
            String name = (String) channel.get("channel");
            assertThat(channel.get("removalEffect")).isEqualTo(sure.model().removalEffect(name));
            assertThat(channel.get("removalEffectLower"))
                    .isEqualTo(sure.removalEffect(name).lower());
            assertThat(channel.get("removalEffectUpper"))
                    .isEqualTo(sure.removalEffect(name).upper());
            assertThat(channel.get("lower"))
                    .isEqualTo(sure.credits().conversions(name).lower());
            assertThat(channel.get("valueUpper"))
                    .isEqualTo(sure.credits().value(name).upper());
        }
        assertThat(objects(run.json().get("places"))).hasSize(3);
        assertThat(objects(run.json().get("disagreements")))
                .anySatisfy(d -> assertThat(d.get("channel")).isEqualTo("display"));
    }

    @Test
    void oneModelInTextWithCostsAndGroups() throws IOException {
        Run run = new Shop().run("--model", "additive-hazard", "--by", "campaign");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("62 journeys, 24 conversions: 38.7 %")
                .containsPattern("channel +additive-hazard +removal effect")
                .contains("cost per conversion:", "value by cost:")
                .containsPattern("channel +cost +additive-hazard\\n")
                .containsPattern("display +30.00 ")
                .containsPattern("group +channel +additive-hazard")
                .containsPattern("brand +search +[0-9.]+")
                .containsPattern("spring +email +[0-9.]+")
                .doesNotContain("do not overlap");
        Run sure = new Shop().run("--model", "markov", "--bootstrap", "20");
        assertThat(sure.out()).containsPattern("channel +markov +lower +upper +removal effect +lower +upper");
        assertThat(new Shop().run("--bootstrap", "20").out())
                .contains("times the intervals of two models do not overlap for a channel")
                .contains("places");
    }

    @Test
    void costsAndReturns() throws IOException {
        Run run = new Shop().run("--model", "linear", "--json");
        for (Map<?, ?> channel : objects(model(run, "linear").get("channels"))) {
            double cost = (Double) channel.get("cost");
            double conversions = (Double) channel.get("conversions");
            // 60 times display at 0.5, 30 times search at 2, email for nothing
            assertThat(cost)
                    .isEqualTo(Map.of("display", 30.0, "search", 60.0, "email", 0.0)
                            .get(channel.get("channel")));
            assertThat((Double) channel.get("costPerConversion")).isEqualTo(cost / conversions, within(1e-12));
            assertThat(channel.get("returnOnSpend"))
                    .isEqualTo(cost == 0 ? "null" : (Double) channel.get("value") / cost);
        }
    }

    @Test
    void groupsAddUpToTheCredits() throws IOException {
        String segments = write("segments.csv", "customer,segment\nc0,loyal\nc3,loyal\nc9,new\n");
        for (String[] by : new String[][] {{"day"}, {"campaign"}, {"segment", "--segments", segments}}) {
            List<String> flags = new ArrayList<>(List.of("--json", "--by"));
            flags.addAll(List.of(by));
            Run run = new Shop().run(flags.toArray(new String[0]));
            assertThat(run.err()).isEmpty();
            for (Map<?, ?> model : objects(run.json().get("models"))) {
                double sum = objects(model.get("groups")).stream()
                        .mapToDouble(g -> (Double) g.get("conversions"))
                        .sum();
                assertThat(sum).as(by[0] + " " + model.get("model")).isEqualTo(24, within(1e-9));
            }
            if (by[0].equals("segment")) {
                assertThat(objects(model(run, "last").get("groups")).stream()
                                .filter(g -> g.get("group").equals("loyal"))
                                .mapToDouble(g -> (Double) g.get("conversions"))
                                .sum())
                        .isEqualTo(2);
            }
        }
        assertThat(new Shop()
                        .run("--model", "shapley", "--game", "rate", "--by", "day")
                        .out())
                .contains("model shapley: the rate game does not say what a touch earned, so it has no groups");
    }

    @Test
    void linksStitchIdsFromTheirTimeOn() throws IOException {
        String touches = write(
                "t.csv",
                "customer,time,channel\ncookie,2026-03-01 10:00:00,search\nann,2026-03-01 11:00:00,email\n"
                        + "bob,2026-03-01 11:00:00,email\n");
        String orders = write(
                "o.csv", "customer,order,time,amount\nann,1,2026-03-02 10:00:00,30\nbob,2,2026-03-03 10:00:00,10\n");
        String[] flags = {
            "attribute", "--touchpoints", touches, "--orders", orders, "--model", "first", "--json", "--links", ""
        };
        flags[9] =
                write("known.csv", "id,other,time\nann,cookie,2026-03-02 10:00:00\nann,cookie,2026-03-09 10:00:00\n");
        Run known = Run.of(flags);
        assertThat(known.err()).isEmpty();
        List<Map<?, ?>> channels = objects(model(known, "first").get("channels"));
        assertThat(channels.stream().map(c -> c.get("channel") + " " + c.get("value")))
                .containsExactly("email 10.0", "search 30.0");
        assertThat(known.out()).contains("2 links between ids; the person with the most ids has 2");
        assertThat(known.number("rows")).isEqualTo(7);
        // a second too late for the order
        flags[9] = write("late.csv", "id,other,time\nann,cookie,2026-03-02 10:00:01\n");
        assertThat(objects(model(Run.of(flags), "first").get("channels")).stream()
                        .map(c -> c.get("channel") + " " + c.get("value")))
                .containsExactly("email 40.0", "search 0.0");
        List<String> named = new ArrayList<>(List.of(flags));
        named.set(9, write("named.csv", "x,customer,since\n2026,ann,2026-03-01T00:00:00Z\n"));
        named.addAll(List.of("--link-id", "customer", "--link-other", "x", "--link-time", "since"));
        assertThat(Run.of(named.toArray(new String[0])).err()).isEmpty();
        flags[9] = write("bad.csv", "id,other,time\nann,,2026-03-02 10:00:01\n");
        assertThat(Run.of(flags).code()).isEqualTo(1);
        assertThat(Run.of(flags).err()).contains("bad.csv", "line 2", "column 'other'");
        flags[9] = write("none.csv", "id,other\nann,cookie\n");
        assertThat(Run.of(flags).err()).contains("none.csv", "time");
        flags[9] = folder.resolve("absent.csv").toString();
        assertThat(Run.of(flags).err()).contains("absent.csv: there is no such file or folder");
    }

    @Test
    void aModelThatDoesNotExistIsLeftOutAndSaid() throws IOException {
        String touches = write("t.csv", "customer,time,channel\nann,2026-03-01 10:00:00,search\n");
        String orders = write("o.csv", "customer,order,time,amount\nann,1,2026-03-02 10:00:00,30\n");
        Run all = Run.of("attribute", "--touchpoints", touches, "--orders", orders, "--json");
        assertThat(all.code()).isZero();
        assertThat(objects(all.json().get("models")).stream().map(m -> (String) m.get("model")))
                .contains("first", "shapley")
                .doesNotContain("logistic");
        assertThat(all.json().get("warnings").toString())
                .contains("model logistic is left out: all 1 journeys convert");
        Run text = Run.of("attribute", "--touchpoints", touches, "--orders", orders);
        assertThat(text.out()).contains("model logistic is left out: all 1 journeys convert");
        Run only = Run.of("attribute", "--touchpoints", touches, "--orders", orders, "--model", "logistic");
        assertThat(only.code()).isEqualTo(1);
        assertThat(only.err()).startsWith("all 1 journeys convert");
    }

    @Test
    void whatModelsWarnOfIsShown() throws IOException {
        String paths = write("p.csv", "path,c,n\ngood,9,1\ngood > bad,0,10\n");
        Run run = Run.of(
                "attribute",
                "--journeys",
                paths,
                "--conversions",
                "c",
                "--nulls",
                "n",
                "--model",
                "shapley",
                "--game",
                "rate");
        assertThat(run.out().replace('\n', ' ')).contains("model shapley: channel 'bad' has a negative credit");
    }

    private Run onPaths(String csv, String... flags) throws IOException {
        List<String> args = new ArrayList<>(List.of("attribute", "--journeys", write("paths.csv", csv)));
        args.addAll(List.of(flags));
        return Run.of(args.toArray(new String[0]));
    }

    @Test
    void badPaths() throws IOException {
        String[] columns = {"--conversions", "c", "--value", "v", "--nulls", "n"};
        Map<String, String> texts = Map.of(
                "path,c,v,n\na > b,1,5,0\na,1,-3,0\n",
                        "data row 2: value must be a finite number of at least 0, got -3",
                "path,c,v,n\na,1,x,0\n", "column 'v'",
                "path,c,v,n\na,1,NaN,0\n", "column 'v'",
                "path,c,v,n\na,-1,0,0\n", "data row 1: conversions must be at least 0, got -1",
                "path,c,v,n\na,0,3,1\n",
                        "data row 1: value 3.0 comes without a conversion; a null journey is worth nothing",
                "path,c,v,n\n > b,1,0,1\n", "data row 1: channel '> b' contains the separator '>'",
                "path,c,v,n\na>b,1,0,1\n",
                        "data row 1: channel 'a>b' contains the separator '>'; rename the channel or choose another"
                                + " separator",
                "path,c,v,n\na > b,0,0,7\nb,0,0,2\n", "no conversions among 9 journeys, so there is nothing to credit",
                "path,c,v,n\n", "paths.csv");
        texts.forEach((csv, text) -> {
            try {
                Run run = onPaths(csv, columns);
                assertThat(run.code()).as(csv).isEqualTo(1);
                assertThat(run.err()).as(csv).contains(text);
                assertThat(run.out()).isEmpty();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Run skipped = onPaths("path,c,v,n\na,1,5,1\nb,x,5,1\n", "--conversions", "c", "--on-bad-row", "skip");
        assertThat(skipped.out()).contains("rows read 2, rejected 1").contains("row set aside: ");
    }

    @Test
    void badUsage() throws IOException {
        assertThat(onPaths("path\na > b\n", "--model", "logistic").err())
                .contains("--model logistic needs the times of touches: give --touchpoints FILE with --orders FILE");
        assertThat(onPaths("path\na > b\n", "--links", "x.csv").err())
                .contains("--links needs --touchpoints FILE with --orders FILE: paths have no ids");
        assertThat(onPaths("path\na > b\n", "--by", "day").err())
                .contains("--by needs the single journeys: give --touchpoints FILE with --orders FILE");
        assertThat(new Shop().run("--by", "segment").err()).contains("--by segment needs --segments FILE");
        assertThat(new Shop().run("--segments", "x.csv").err()).contains("--segments needs --by segment");
        assertThat(new Shop().run("--by", "day", "--least-customers", "3").err())
                .contains(
                        "--by shows groups of any size and --least-customers does not allow that; choose one of them");
        assertThat(new Shop().run("--by", "month").code()).isEqualTo(2);
        assertThat(onPaths("path\na > b\n", "--order", "0").err()).contains("--order must be at least 1, got 0");
        assertThat(onPaths("path\na > b\n", "--order", "21").err())
                .contains("order must be at most the highest order (20), got 21");
        assertThat(onPaths("path\na > b\n", "--bootstrap", "5").err())
                .contains("--bootstrap must be 0 or at least 20, got 5");
        assertThat(onPaths("path\na > b\n", "--game", "sum").err()).contains("--game must be count or rate, got sum");
        String twice = write("twice.csv", "customer,segment\nc0,a\nc0,b\n");
        assertThat(new Shop().run("--by", "segment", "--segments", twice).err())
                .contains("column 'segment': customer 'c0' is in segment 'a' and in 'b'; give one");
    }

    /** A flag that does nothing is refused, above all the one that promises privacy. */
    @Test
    void flagsThatDoNothingOnAFileOfPaths() throws IOException {
        for (String flag : List.of(
                "--least-customers 50",
                "--direct a",
                "--keep-history",
                "--session-minutes 5",
                "--lookback-days 30",
                "--conversion-window-days 30",
                "--channel-lookback-days a=3",
                "--kind-lookback-days a=3",
                "--orders o.csv",
                "--jdbc jdbc:h2:mem:",
                "--orders-sql select")) {
            Run run = onPaths("path\na > b\n", flag.split(" "));
            assertThat(run.code()).as(flag).isEqualTo(2);
            assertThat(run.err().replace('\n', ' '))
                    .contains(flag.split(" ")[0]
                            + " goes with --touchpoints FILE with --orders FILE, and has no effect on a file of paths");
        }
        for (String flag : List.of(
                "--decimal-comma", "--thousands .", "--charset UTF-8", "--field-separator ;", "--time-format iso")) {
            assertThat(onPaths("path\na > b\n", flag.split(" ")).err())
                    .contains(flag.split(" ")[0]
                            + " goes with --touchpoints FILE; a file of paths is UTF-8, with numbers such as 1234.5");
        }
    }

    @Test
    void moreThan28ChannelsInTheRateGame() throws IOException {
        StringBuilder csv = new StringBuilder("path\n");
        for (int c = 0; c < 29; c++) {
            csv.append("c" + c + "\n");
        }
        Run run = onPaths(csv.toString(), "--model", "shapley", "--game", "rate");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("the exact rate game takes at most 28 channels, got 29; group rare channels first");
        assertThat(onPaths(csv.toString(), "--model", "shapley", "--json").code())
                .isZero();
    }
}
