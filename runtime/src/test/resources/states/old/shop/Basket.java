package shop;

import io.limpid.Movable;
import java.util.ArrayList;
import java.util.List;

/** A movable object, in the old version. */
@Movable
public final class Basket {
    private final List<Item> items = new ArrayList<>();
    private Kind kind = Kind.WICKER;
    private final String owner;

    private Basket() {
        this("nobody");
    }

    public Basket(String owner) {
        this.owner = owner;
    }

    /** Puts something in. */
    public void put() {
        items.add(new Item("saw", 3));
    }

    @Override
    public String toString() {
        return owner + " " + kind + " " + items;
    }

    record Item(String name, int count) {}

    enum Kind {
        WICKER
    }
}
