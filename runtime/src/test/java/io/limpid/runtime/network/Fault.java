package io.limpid.runtime.network;

import java.util.ArrayList;
import java.util.List;

/** What can befall a few processes that keep something together. Of the {@code n} of them, the first is the one that is meant. */
public enum Fault {
    /** The first is killed, and started again. */
    KILL,
    /** The first stands still, and goes on. */
    PAUSE,
    /** The first and its neighbours, less than half, are parted from the rest. */
    HALVES,
    /** The first is alone. */
    ONE_NODE,
    /** Each hears only its neighbours: of five, one on either side, so that each sees another majority; of three, the one before it. */
    RING,
    /** Two halves that do not reach each other, and one in the middle that reaches both; the first is in a half. */
    BRIDGE,
    /** The first is heard, but hears nothing. */
    DEAF,
    /** The first hears, but is not heard. */
    MUTE,
    /** Of all packets among them, 30 % are lost. */
    LOSS,
    /** All packets among them take 50 to 150 ms. */
    DELAY,
    /** Of all packets among them, 30 % arrive twice, and 30 % after later ones. */
    DISORDER;

    /** Tells whether whoever is meant reaches at most less than half of all meanwhile, and nobody who reaches more. */
    public boolean leavesAMinority() {
        return this == HALVES || this == ONE_NODE || this == DEAF || this == MUTE;
    }

    /** What the ways among all are during the fault; of a fault of processes, clear. */
    Way way() {
        return switch (this) {
            case KILL, PAUSE -> Way.CLEAR;
            case LOSS -> new Way(300, 0, 0, 0, 0);
            case DELAY -> new Way(0, 50, 100, 0, 0);
            case DISORDER -> new Way(0, 1, 0, 300, 300);
            case HALVES, ONE_NODE, RING, BRIDGE, DEAF, MUTE -> Way.CUT;
        };
    }

    /** Tells whether, among so many, the way from one to another is bad; both are counted from the first, which is 0. */
    boolean strikes(int from, int to, int count) {
        int half = (count - 1) / 2;
        return switch (this) {
            case KILL, PAUSE -> false;
            case LOSS, DELAY, DISORDER -> true;
            case HALVES -> (from < half) != (to < half);
            case ONE_NODE -> from == 0 || to == 0;
            case RING -> {
                int steps = Math.floorMod(to - from, count);
                yield count > 3 ? steps != 1 && steps != count - 1 : steps != 1;
            }
            case BRIDGE -> from != half && to != half && (from < half) != (to < half);
            case DEAF -> to == 0;
            case MUTE -> from == 0;
        };
    }

    /** A way between two of the places. */
    record Struck(String from, String to) {}

    /** All ways between places that are bad, the meant one first. */
    List<Struck> ways(List<String> places) {
        List<Struck> struck = new ArrayList<>();
        for (int from = 0; from < places.size(); from++) {
            for (int to = 0; to < places.size(); to++) {
                if (from != to && strikes(from, to, places.size())) {
                    struck.add(new Struck(places.get(from), places.get(to)));
                }
            }
        }
        return struck;
    }
}
