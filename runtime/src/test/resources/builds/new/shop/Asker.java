package shop;

import io.limpid.runtime.Client;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import java.util.List;
import java.util.Optional;

/** Calls everything of its build and tells how it ended. */
public final class Asker {
    private Asker() {}

    private interface Asked {
        Object answer() throws Exception;
    }

    /** Calls the shelf at an endpoint. */
    public static void main(String[] arguments) {
        Replica replica = new Replica("shop", Endpoint.parse(arguments[0], 0), Replica.Role.PRIMARY);
        ObjectName name = new ObjectName("shop/stock");
        Binding binding = new Binding(name, new InterfaceId("shop.Stock"), 0, 0, List.of(replica));
        try (Client client = Client.builder().directory(List.of(binding)).open()) {
            Stock stock = client.lookup(Stock.class, name.path());
            tell("put", () -> stock.put(new Stock.Item("saw", 3, List.of("sharp"), Optional.of("low"), 7)));
            tell("put again", () -> stock.put(new Stock.Item("axe", 1, null, Optional.empty(), 0)));
            tell("put once more", () -> stock.put(new Stock.Item("nail", 9, null, Optional.empty(), 0)));
            tell("all", stock::all);
            tell("crate", stock::crate);
            tell("same marks", () -> {
                Stock.Crate crate = stock.crate();
                return crate.marks() == crate.item().labels();
            });
            tell("kind", () -> stock.kind(Stock.Kind.TOY));
            tell("new kind", () -> stock.kind(Stock.Kind.FOOD));
            tell("count", () -> stock.count("saw"));
        }
    }

    private static void tell(String what, Asked asked) {
        String answer;
        try {
            answer = String.valueOf(asked.answer());
        } catch (Stock.FullException e) {
            answer = "full, room " + e.room() + ", until " + e.until();
        } catch (Exception e) {
            answer = e.toString();
        }
        System.out.println("told " + what + ": " + answer);
    }
}
