package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.wire.Medley.MedleyCodec;
import io.limpid.runtime.wire.Samples.Order;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class PayloadProperties {
    /** Equal bytes are equal values here: everything is written in its own order, and each value has one form. */
    @Property(tries = 500)
    void everyCompositeComesBackAsItWas(@ForAll long seed) {
        Medley value = medley(new Random(seed));

        byte[] bytes = Payloads.write(MedleyCodec.INSTANCE, value);
        Medley copy = Payloads.read(MedleyCodec.INSTANCE, bytes);

        assertThat(Payloads.write(MedleyCodec.INSTANCE, copy)).isEqualTo(bytes);
        assertThat(copy.text()).isEqualTo(value.text());
        assertThat(copy.ints()).isEqualTo(value.ints());
        assertThat(copy.texts()).isEqualTo(value.texts());
        assertThat(copy.orders()).isEqualTo(value.orders());
        assertThat(copy.index()).isEqualTo(value.index());
        assertThat(copy.shape()).isEqualTo(value.shape());
        assertThat(copy.amount()).isEqualTo(value.amount());
        assertThat(copy.pair()).isEqualTo(value.pair());
    }

    private static Medley medley(Random random) {
        List<Order> orders = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            boolean alias = !orders.isEmpty() && random.nextBoolean();
            orders.add(
                    alias ? orders.get(0) : new Order(text(random), items(random), Optional.ofNullable(text(random))));
        }
        Map<String, Set<Samples.Positive>> index = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            index.put(text(random), new LinkedHashSet<>(List.of(new Samples.Positive(1 + random.nextInt(99)))));
        }
        String[] texts = new String[random.nextInt(4)];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(random);
        }
        return new Medley(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                (char) random.nextInt(),
                random.nextInt(),
                random.nextLong() >> random.nextInt(64),
                random.nextFloat(),
                Double.longBitsToDouble(random.nextLong()),
                random.nextBoolean() ? null : random.nextInt(),
                text(random),
                new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt()),
                Samples.Colour.values()[random.nextInt(3)],
                random.ints(random.nextInt(5)).toArray(),
                texts,
                random.nextInt(9) == 0 ? null : orders,
                index,
                shape(random, 3),
                random.nextBoolean() ? Optional.empty() : Optional.of(random.nextLong()),
                new Samples.Pair<>(null, random.nextBoolean() ? null : new ArrayList<>(List.of("x"))));
    }

    private static List<Samples.LineItem> items(Random random) {
        List<Samples.LineItem> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(new Samples.LineItem(text(random), random.nextInt(), random.nextLong()));
        }
        return items;
    }

    private static Samples.Shape shape(Random random, int depth) {
        if (depth == 0 || random.nextBoolean()) {
            return random.nextBoolean() ? new Samples.Circle(random.nextDouble()) : Samples.Colour2.NONE;
        }
        List<Samples.Shape> members = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            members.add(shape(random, depth - 1));
        }
        return new Samples.Group(members);
    }

    private static String text(Random random) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        int bound = random.nextBoolean() ? 128 : 0x11000;
        return random.ints(random.nextInt(12), 0, bound)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
