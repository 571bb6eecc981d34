package shop;

import io.limpid.runtime.Host;

/** Holds a shelf until its input ends. */
public final class Holder {
    private Holder() {}

    /** Exports it and tells where. */
    public static void main(String[] arguments) throws Exception {
        try (Host host = Host.builder().name("shop").open()) {
            host.export("shop/stock", Stock.class, new Shelf());
            System.out.println("at " + host.endpoint());
            System.in.read();
        }
    }
}
