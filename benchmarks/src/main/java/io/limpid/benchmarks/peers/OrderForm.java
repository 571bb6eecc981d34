package io.limpid.benchmarks.peers;

import io.limpid.runtime.wire.Codec;

/** Shows the code that was generated for {@link Order} to whoever measures it by itself. */
public final class OrderForm {
    /** Writes and reads an order as an argument. */
    public static final Codec<Order> CODEC = OrderCodec.INSTANCE;

    private OrderForm() {}
}
