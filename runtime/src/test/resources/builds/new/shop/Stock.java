package shop;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import java.util.List;
import java.util.Optional;

/** The interface after it has grown: components, a method, a constant and a field more. */
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

    /** Tells how many there are of a name. */
    @ReadOnly
    int count(String name);

    /** What lies there. */
    record Item(String name, int count, List<String> labels, Optional<String> shelf, long price) {}

    /** An item and what is written on its outside. */
    record Crate(Item item, List<String> marks) {}

    /** What kinds there are. */
    enum Kind {
        TOOL,
        TOY,
        FOOD
    }

    /** Nothing more can be put there. */
    final class FullException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int room;
        private final String until;

        /** Makes one. */
        public FullException(String message, int room, String until) {
            super(message);
            this.room = room;
            this.until = until;
        }

        /** How much room there is. */
        public int room() {
            return room;
        }

        /** When there will be more. */
        public String until() {
            return until;
        }
    }
}
