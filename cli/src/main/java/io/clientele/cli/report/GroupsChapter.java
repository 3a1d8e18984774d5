package io.clientele.cli.report;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Moments;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansModel;
import io.clientele.segmentation.rfm.RfmTable;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Groups of similar behaviour, found without rules: k-means on the logarithms of recency, orders and spend. */
final class GroupsChapter implements Chapter {

    private static final int RESTARTS = 10;

    private record Group(long customers, double days, double orders, double spend, double spendShare) {}

    private final List<Group> groups = new ArrayList<>();
    private final KMeansModel model;

    GroupsChapter(RfmTable table, Settings settings, Execution execution) {
        FeatureTable points = standardized(table);
        this.model = KMeans.of(Math.min(settings.clusters(), table.rows()))
                .withRestarts(RESTARTS)
                .withSeed(settings.seed())
                .fit(points, execution);
        int[] group = model.assign(points, execution);
        double[][] sums = new double[model.k()][4];
        double total = 0;
        for (int i = 0; i < group.length; i++) {
            double[] sum = sums[group[i]];
            sum[0]++;
            sum[1] += table.recencyDays(i);
            sum[2] += table.frequency(i);
            sum[3] += table.monetary(i);
            total += table.monetary(i);
        }
        for (double[] sum : sums) {
            groups.add(new Group(
                    (long) sum[0], sum[1] / sum[0], sum[2] / sum[0], sum[3] / sum[0], total == 0 ? 0 : sum[3] / total));
        }
        groups.sort((a, b) -> Double.compare(b.spendShare, a.spendShare));
    }

    private static FeatureTable standardized(RfmTable table) {
        double[][] columns = new double[3][table.rows()];
        for (int i = 0; i < table.rows(); i++) {
            columns[0][i] = Math.log1p(table.recencyDays(i));
            columns[1][i] = Math.log1p(table.frequency(i));
            columns[2][i] = Math.log1p(Math.max(0, table.monetary(i)));
        }
        for (double[] column : columns) {
            Moments m = Moments.of(column);
            double scale = Math.sqrt(m.populationVariance());
            for (int i = 0; i < column.length; i++) {
                column[i] = scale > 0 ? (column[i] - m.mean()) / scale : 0;
            }
        }
        return FeatureTable.of(List.of("recency", "orders", "spend"), columns);
    }

    @Override
    public void print(Page page) {
        page.heading("Groups by behaviour");
        page.say(
                "k-means on standardised logarithms of days since the last order, orders and spend, best of " + RESTARTS
                        + " starts; the number of groups is chosen by --clusters. No interval: the groups describe these"
                        + " customers, they estimate nothing.");
        page.gap();
        List<List<String>> lines = Page.lines("group", "customers", "spend share", "days", "orders", "spend each");
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            lines.add(List.of(
                    Integer.toString(g + 1),
                    Page.whole(group.customers),
                    Page.percent(group.spendShare),
                    Page.decimals(group.days, 0),
                    Page.decimals(group.orders, 1),
                    Page.whole(group.spend)));
        }
        page.table(lines);
        model.report().warnings().forEach(w -> page.say("note: " + w));
    }

    @Override
    public List<String> warnings() {
        return model.report().warnings();
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeName("groups").writeStartArray();
        for (Group group : groups) {
            json.writeStartObject();
            json.writeName("customers").writeNumber(group.customers);
            Json.number(json, "spendShare", group.spendShare);
            Json.number(json, "meanRecencyDays", group.days);
            Json.number(json, "meanOrders", group.orders);
            Json.number(json, "meanSpend", group.spend);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
