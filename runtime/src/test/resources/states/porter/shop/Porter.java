package shop;

import io.limpid.runtime.migration.StateLimits;
import io.limpid.runtime.stub.Resources;
import io.limpid.runtime.stub.StateType;
import io.limpid.runtime.stub.StateTypes;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;
import java.util.HexFormat;

/** Packs a basket, or unpacks one that another build has packed. */
public final class Porter {
    private Porter() {}

    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            Basket basket = new Basket("Alice");
            basket.put();
            System.out.println("packed " + pack(basket));
        } else {
            System.out.println("unpacked " + unpack(arguments[0]));
        }
    }

    private static String pack(Basket basket) {
        PayloadWriter out = new PayloadWriter(StateLimits.DEFAULT, new Nothing());
        new StateTypes().of(basket).capture(basket, out);
        return HexFormat.of().formatHex(out.toBytes());
    }

    private static Object unpack(String hex) {
        StateType<?> type = new StateTypes().named("shop.Basket").orElseThrow();
        PayloadReader in = new PayloadReader(HexFormat.of().parseHex(hex), StateLimits.DEFAULT, new Nothing());
        return type.restore(in, new Nothing());
    }

    private static final class Nothing implements References, Resources {
        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            throw new IllegalStateException();
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            throw new IllegalStateException();
        }

        @Override
        public <R> R require(Class<R> type) {
            throw new IllegalStateException();
        }
    }
}
