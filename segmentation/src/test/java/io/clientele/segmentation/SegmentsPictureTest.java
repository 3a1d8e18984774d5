package io.clientele.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.segmentation.rfm.Returns;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmScores;
import io.clientele.segmentation.rfm.RfmTable;
import io.clientele.segmentation.rfm.SegmentSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Draws docs/images/segments-online-retail.svg, and sees that the picture in the guide is what the library says. */
class SegmentsPictureTest {

    private static final List<String> COLORS = List.of(
            "#1b7837", "#5aae61", "#a6d96a", "#2166ac", "#67a9cf", "#c7b300", "#9e9e9e", "#b2182b", "#ef6548",
            "#a6761d", "#bdbdbd");
    private static final int LEFT = 60;
    private static final int TOP = 30;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 400;

    @Test
    void thePictureInTheGuide() throws IOException {
        RfmTable table = RfmTable.of(OnlineRetail.log(), Instant.parse("2011-12-10T00:00:00Z"), Returns.LEFT_OUT);
        RfmScores scores = Rfm.create().fit(table).score(table);
        String picture = draw(table, scores);
        Path written = Path.of("target", "segments-online-retail.svg");
        Files.createDirectories(written.toAbsolutePath().getParent());
        Files.writeString(written, picture);
        Path guide = Path.of("..", "docs", "images", "segments-online-retail.svg");
        assertThat(Files.readString(guide, StandardCharsets.UTF_8))
                .as("docs/images/segments-online-retail.svg; copy %s over it if the change is meant", written)
                .isEqualTo(picture);
    }

    private static String draw(RfmTable table, RfmScores scores) {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 490\""
                + " font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"900\" height=\"490\" fill=\"#fff\"/>\n");
        axes(svg);
        List<SegmentSummary> summaries = scores.summaries(0.95);
        for (int s = 0; s < summaries.size(); s++) {
            SegmentSummary segment = summaries.get(s);
            String color = COLORS.get(s % COLORS.size());
            svg.append("<path stroke=\"").append(color);
            svg.append("\" stroke-width=\"3\" stroke-linecap=\"round\" stroke-opacity=\"0.6\" d=\"");
            for (int i = 0; i < table.rows(); i++) {
                if (scores.segment(i).equals(segment.name())) {
                    svg.append('M')
                            .append(x(table.recencyDays(i)))
                            .append(' ')
                            .append(y(table.monetary(i)))
                            .append("h0");
                }
            }
            svg.append("\"/>\n");
            int line = 50 + 34 * s;
            svg.append("<circle cx=\"645\" cy=\"")
                    .append(line - 4)
                    .append("\" r=\"6\" fill=\"")
                    .append(color)
                    .append("\"/>\n");
            text(svg, 660, line, "start", segment.name() + ": " + segment.customers() + " customers");
            text(
                    svg,
                    660,
                    line + 14,
                    "start",
                    String.format(
                            Locale.ROOT,
                            "%.1f %% of them, %.1f %% of the money",
                            100 * segment.customerShare(),
                            100 * segment.spendShare()));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void axes(StringBuilder svg) {
        for (int days : new int[] {1, 3, 10, 30, 100, 300}) {
            line(svg, x(days), TOP, x(days), TOP + HEIGHT);
            text(svg, x(days), TOP + HEIGHT + 18, "middle", Integer.toString(days));
        }
        for (int money : new int[] {10, 100, 1000, 10_000, 100_000}) {
            line(svg, LEFT, y(money), LEFT + WIDTH, y(money));
            text(svg, LEFT - 6, y(money) + 4, "end", String.format(Locale.ROOT, "%,d", money));
        }
        text(svg, LEFT + WIDTH / 2, TOP + HEIGHT + 40, "middle", "days since the last order, on 10 December 2011");
        text(svg, LEFT, TOP - 12, "start", "money spent (pounds); a dot is a customer");
    }

    private static void line(StringBuilder svg, int x1, int y1, int x2, int y2) {
        svg.append(String.format(Locale.ROOT, "<path stroke=\"#e0e0e0\" d=\"M%d %dL%d %d\"/>%n", x1, y1, x2, y2)
                .replace("\r", ""));
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(
                String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text)
                        .replace("\r", ""));
    }

    /** From half a day to 400 days, by logarithms. */
    private static int x(double days) {
        double share = Math.log(Math.max(days, 0.5) / 0.5) / Math.log(400 / 0.5);
        return LEFT + (int) Math.round(WIDTH * share);
    }

    /** From 3 to 300,000 pounds, by logarithms. */
    private static int y(double money) {
        double share = Math.log(Math.max(money, 3) / 3) / Math.log(100_000);
        return TOP + HEIGHT - (int) Math.round(HEIGHT * share);
    }
}
