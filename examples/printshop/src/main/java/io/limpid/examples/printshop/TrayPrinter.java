package io.limpid.examples.printshop;

import java.util.ArrayList;
import java.util.List;

/** Puts its pages into a tray. */
final class TrayPrinter implements Printer {
    private final String name;
    private final List<String> tray = new ArrayList<>();

    TrayPrinter(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void print(String text) {
        tray.add(text);
    }

    /** The pages so far. */
    synchronized List<String> tray() {
        return List.copyOf(tray);
    }
}
