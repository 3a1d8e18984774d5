package io.clientele.segmentation;

import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.OrderLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.GZIPInputStream;

/** The lines of the online-retail data set that have a customer and a price, returns included; read once. */
public final class OnlineRetail {

    private static final String FILE = "online-retail/online_retail.csv.gz";

    private static final class Once {
        static final OrderLog LOG = read(SharedFiles.data(FILE));
    }

    private OnlineRetail() {}

    /** The log; a test that calls this is skipped where the data are not beside the project. */
    public static OrderLog log() {
        SharedFiles.data(FILE); // skips before the class above would fail
        return Once.LOG;
    }

    private static OrderLog read(Path file) {
        OrderLog.Builder log = OrderLog.builder();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] f = line.split(",", -1); // only the description, the third, holds commas
                int end = f.length;
                double quantity = Double.parseDouble(f[end - 5]);
                double price = Double.parseDouble(f[end - 3]);
                if (!f[end - 2].isEmpty() && price > 0) {
                    log.customer(Long.parseLong(f[end - 2]))
                            .order(f[0])
                            .time(LocalDateTime.parse(f[end - 4].replace(' ', 'T'))
                                    .toInstant(ZoneOffset.UTC))
                            .product(f[1])
                            .quantity(quantity)
                            .amount(quantity * price)
                            .add();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log.build();
    }
}
