package shop;

import java.util.ArrayList;
import java.util.List;

/** The object of the new build. */
public final class Shelf implements Stock {
    private final List<Item> items = new ArrayList<>();

    @Override
    public Item put(Item item) throws FullException {
        if (items.size() == 2) {
            throw new FullException("full", 0, "tomorrow");
        }
        items.add(item);
        return item;
    }

    @Override
    public List<Item> all() {
        return items;
    }

    /** The marks are written where the item's labels are, which an old reader skips, and are referred to after that. */
    @Override
    public Crate crate() {
        Item item = items.get(0);
        List<String> marks = new ArrayList<>(List.of("new"));
        return new Crate(new Item(item.name(), item.count(), marks, item.shelf(), item.price()), marks);
    }

    @Override
    public Kind kind(Kind kind) {
        return Kind.FOOD;
    }

    @Override
    public int count(String name) {
        return items.stream().filter(item -> item.name().equals(name)).mapToInt(Item::count).sum();
    }
}
