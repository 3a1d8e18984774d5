package io.clientele.cli.report;

import io.clientele.simulation.Shop;
import io.clientele.simulation.ShopSink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A simulated shop's events as CSV. Its names hold neither commas nor quotes. */
final class ShopFiles {

    private ShopFiles() {}

    static void write(Shop shop, Path directory) {
        try {
            Files.createDirectories(directory);
            try (PrintWriter lines =
                            open(directory, "orders.csv", "customer_id,order_id,ordered_at,product,quantity,amount");
                    PrintWriter touches = open(directory, "touchpoints.csv", "customer_id,time,channel,cost");
                    PrintWriter activities = open(directory, "activities.csv", "customer_id,time,kind,amount")) {
                shop.run(new ShopSink() {
                    @Override
                    public void line(
                            long customer, long order, long time, String product, int quantity, double amount) {
                        lines.print(customer + "," + order + "," + Instant.ofEpochMilli(time) + "," + product + ","
                                + quantity + "," + amount + "\n");
                    }

                    @Override
                    public void touch(long customer, long time, String channel, double cost) {
                        touches.print(customer + "," + Instant.ofEpochMilli(time) + "," + channel + "," + cost + "\n");
                    }

                    @Override
                    public void activity(long customer, long time, String kind, double amount) {
                        activities.print(
                                customer + "," + Instant.ofEpochMilli(time) + "," + kind + "," + amount + "\n");
                    }
                });
                for (PrintWriter writer : new PrintWriter[] {lines, touches, activities}) {
                    if (writer.checkError()) {
                        throw new IOException("the disk refused; is it full?");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static PrintWriter open(Path directory, String name, String header) throws IOException {
        PrintWriter writer = new PrintWriter(Files.newBufferedWriter(directory.resolve(name), StandardCharsets.UTF_8));
        writer.print(header + "\n");
        return writer;
    }
}
