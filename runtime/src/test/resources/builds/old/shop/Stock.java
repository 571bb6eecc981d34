package shop;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import java.util.List;

/** The interface as it was. */
@Remote
public interface Stock {
    /** Puts it there and gives it back. */
    Item put(Item item) throws FullException;

    /** All that is there. */
    @ReadOnly
    List<Item> all();

    /** Packs the first item. */
    @ReadOnly
    Crate crate();

    /** Gives a kind back. */
    @ReadOnly
    Kind kind(Kind kind);

    /** What lies there. */
    record Item(String name, int count) {}

    /** An item and what is written on its outside. */
    record Crate(Item item, List<String> marks) {}

    /** What kinds there are. */
    enum Kind {
        TOOL,
        TOY
    }

    /** Nothing more can be put there. */
    final class FullException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int room;

        /** Makes one. */
        public FullException(String message, int room) {
            super(message);
            this.room = room;
        }

        /** How much room there is. */
        public int room() {
            return room;
        }
    }
}
