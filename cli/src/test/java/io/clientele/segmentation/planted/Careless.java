package io.clientele.segmentation.planted;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Does what no library class may do; never run, only looked at by the rules of the house. */
public final class Careless {

    private Careless() {}

    public static final class Printing {

        public void out() {
            System.out.println("x");
        }

        public void err() {
            System.err.println("x");
        }

        public void exit() {
            System.exit(1);
        }

        public void trace() {
            new IllegalStateException().printStackTrace();
        }

        public Object runtime() {
            return Runtime.getRuntime();
        }
    }

    public static final class Gambling {

        private final RandomGenerator source = null;

        public Object random() {
            return new Random(1);
        }

        public Object local() {
            return ThreadLocalRandom.current();
        }

        public double math() {
            return Math.random();
        }

        public double strictMath() {
            return StrictMath.random();
        }

        public Object uuid() {
            return UUID.randomUUID();
        }

        public Object generator() {
            return RandomGenerator.getDefault();
        }

        public Object shuffle() {
            List<Integer> cards = new ArrayList<>();
            Collections.shuffle(cards);
            return cards;
        }

        public double boundThatALaterJdkMayDrawOtherwise() {
            return source.nextDouble(3);
        }
    }

    public static final class Threading {

        public Object pool() {
            return ForkJoinPool.commonPool();
        }

        public Object executors() {
            return Executors.newCachedThreadPool();
        }

        public Object future() {
            return CompletableFuture.supplyAsync(() -> 1);
        }

        public Object thread() {
            return new Thread(() -> {});
        }

        public int stream() {
            return IntStream.range(0, 9).parallel().sum();
        }

        public Object collection() {
            return List.of(1).parallelStream();
        }

        public void sort() {
            Arrays.parallelSort(new int[9]);
        }

        public void sleep() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    public static final class Timing {

        public Object instant() {
            return Instant.now();
        }

        public Object date() {
            return LocalDate.now(ZoneId.of("UTC"));
        }

        public Object oldDate() {
            return new Date();
        }

        public Object clock() {
            return Clock.systemUTC();
        }

        public long millis() {
            return System.currentTimeMillis();
        }

        public Object reference() {
            LongSupplier nanos = System::nanoTime;
            return nanos;
        }
    }

    public static final class Asking {

        public Object property() {
            return System.getProperty("x");
        }

        public Object environment() {
            return System.getenv("x");
        }

        public Object integer() {
            return Integer.getInteger("x");
        }

        public Object locale() {
            return Locale.getDefault();
        }

        public Object zone() {
            return ZoneId.systemDefault();
        }

        public Object charset() {
            return Charset.defaultCharset();
        }

        public Object reader() {
            return new InputStreamReader(new ByteArrayInputStream(new byte[0]));
        }

        public Object format() {
            return String.format("%.1f", 1.5);
        }

        public Object formatted() {
            return "%.1f".formatted(1.5);
        }

        public Object lower() {
            return "TITLE".toLowerCase();
        }

        public Object bytes() {
            return "x".getBytes();
        }
    }

    public static final class Calling {

        public Object socket() {
            return new Socket();
        }
    }

    public static final class Serializing {

        public Object stream() throws IOException {
            return new ObjectOutputStream(OutputStream.nullOutputStream());
        }
    }
}
