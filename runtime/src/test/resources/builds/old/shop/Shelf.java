package shop;

import java.util.ArrayList;
import java.util.List;

/** The object of the old build. */
public final class Shelf implements Stock {
    private final List<Item> items = new ArrayList<>();

    @Override
    public Item put(Item item) throws FullException {
        if (items.size() == 2) {
            throw new FullException("full", 0);
        }
        items.add(item);
        return item;
    }

    @Override
    public List<Item> all() {
        return items;
    }

    @Override
    public Crate crate() {
        return new Crate(items.get(0), new ArrayList<>(List.of("old")));
    }

    @Override
    public Kind kind(Kind kind) {
        return kind;
    }
}
