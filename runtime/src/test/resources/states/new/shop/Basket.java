package shop;

import io.limpid.Movable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A movable object, in the new version: more components, a constant, and two fields more. */
@Movable
public final class Basket {
    private final List<Item> items = new ArrayList<>();
    private Kind kind = Kind.PLASTIC;
    private final String owner;
    private Map<String, Item> byName = new TreeMap<>();
    private int limit = 12;

    private Basket() {
        this("nobody");
    }

    public Basket(String owner) {
        this.owner = owner;
    }

    /** Puts something in. */
    public void put() {
        Item item = new Item("axe", 1, "sharp");
        items.add(item);
        byName.put("axe", item);
        limit = 11;
        kind = Kind.WICKER;
    }

    @Override
    public String toString() {
        return owner + " " + kind + " " + items + " " + byName + " " + limit;
    }

    record Item(String name, int count, String label) {}

    enum Kind {
        PLASTIC,
        WICKER
    }
}
