package io.clientele.cli;

import io.clientele.core.Progress;
import java.io.PrintStream;

/** How far the work has come, in one line that is written over; nothing unless standard error is a terminal. */
final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean visible;
    private int written;

    private ProgressBar(PrintStream err, boolean visible) {
        this.err = err;
        this.visible = visible;
    }

    static ProgressBar on(PrintStream err) {
        return new ProgressBar(err, err == System.err && isTerminal());
    }

    /** From Java 22 on there is a console object even without a terminal, and it says so. */
    @SuppressWarnings("SystemConsoleNull") // before 22 it is null; from 22 on isTerminal() is asked
    private static boolean isTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unexpected) {
            return false;
        }
    }

    void show(Progress progress) {
        if (!visible || progress.total() <= 0) {
            return;
        }
        int full = (int) (WIDTH * progress.completed() / progress.total());
        String line = "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + progress.phase();
        err.print("\r" + line + " ".repeat(Math.max(0, written - line.length())));
        err.flush();
        written = line.length();
    }

    @Override
    public void close() {
        if (visible && written > 0) {
            err.print("\r" + " ".repeat(written) + "\r");
            err.flush();
        }
    }
}
