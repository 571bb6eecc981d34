package io.limpid.runtime.wire;

import static io.limpid.runtime.wire.Payloads.read;
import static io.limpid.runtime.wire.Payloads.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.wire.Samples.Node;
import io.limpid.runtime.wire.Samples.NodeCodec;
import io.limpid.runtime.wire.Samples.Order;
import io.limpid.runtime.wire.Samples.OrderCodec;
import io.limpid.runtime.wire.Samples.Pair;
import io.limpid.runtime.wire.Samples.PairCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An old build that knows one component less, and a new one that knows one more. */
final class EvolutionTest {
    record Old(String name) {}

    record New<T>(String name, T extra) {}

    private static final class OldCodec extends RecordCodec<Old> {
        OldCodec() {
            super(Old.class);
        }

        @Override
        protected void writeComponents(PayloadWriter out, Old value) {
            out.writeString(value.name());
        }

        @Override
        protected Old readComponents(PayloadReader in) {
            return new Old(in.hasMore() ? in.readString() : null);
        }
    }

    private static final class NewCodec<T> extends RecordCodec<New<T>> {
        private final Codec<T> extra;

        NewCodec(Codec<T> extra) {
            super(New.class, false, extra);
            this.extra = extra;
        }

        @Override
        protected void writeComponents(PayloadWriter out, New<T> value) {
            out.writeString(value.name());
            extra.write(out, value.extra());
        }

        @Override
        protected New<T> readComponents(PayloadReader in) {
            return new New<>(in.hasMore() ? in.readString() : null, in.hasMore() ? extra.read(in) : null);
        }
    }

    private static <T, X> Pair<Old, X> readOld(Codec<T> extra, Codec<X> second, New<T> value, X alias) {
        byte[] bytes = write(new PairCodec<>(new NewCodec<>(extra), second), new Pair<>(value, alias));
        return read(new PairCodec<>(new OldCodec(), second), bytes);
    }

    @Test
    void anOldReaderSkipsANewComponent() {
        Pair<Old, String> copy =
                readOld(Codecs.listOf(Codecs.STRING), Codecs.STRING, new New<>("n", List.of("a", "b")), "after");

        assertThat(copy).isEqualTo(new Pair<>(new Old("n"), "after"));
    }

    @Test
    void aNewReaderDefaultsAMissingComponent() {
        byte[] bytes = write(new OldCodec(), new Old("n"));

        assertThat(read(new NewCodec<>(Codecs.STRING), bytes)).isEqualTo(new New<>("n", null));
        assertThat(read(OrderCodec.INSTANCE, write(new OldCodec(), new Old("7"))))
                .isEqualTo(new Order("7", null, Optional.empty()));
    }

    @Test
    void aReferenceIntoASkippedPartIsFollowedThere() {
        List<Order> extra = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            extra.add(new Order("" + i, new ArrayList<>(), Optional.of("note")));
        }

        Codec<Pair<Order, Order>> orders = new PairCodec<>(OrderCodec.INSTANCE, OrderCodec.INSTANCE);
        Pair<Old, Pair<Order, Order>> copy = readOld(
                Codecs.listOf(OrderCodec.INSTANCE),
                orders,
                new New<>("n", extra),
                new Pair<>(extra.get(7), extra.get(7)));

        assertThat(copy.second().first())
                .isEqualTo(extra.get(7))
                .isSameAs(copy.second().second());
    }

    @Test
    void aSkippedCycleIsWholeWhereverItIsEntered() {
        Node root = new Node("root");
        Node child = new Node("child");
        root.add(child);
        child.add(new Node("grandchild"));
        Codec<Pair<Node, Node>> nodes = new PairCodec<>(NodeCodec.INSTANCE, NodeCodec.INSTANCE);
        Node grandchild = child.children().get(0);

        Pair<Node, Node> up = readOld(NodeCodec.INSTANCE, nodes, new New<>("n", root), new Pair<>(grandchild, root))
                .second();
        Pair<Node, Node> down = readOld(NodeCodec.INSTANCE, nodes, new New<>("n", root), new Pair<>(root, grandchild))
                .second();

        for (Pair<Node, Node> each : List.of(up, new Pair<>(down.second(), down.first()))) {
            Node copy = each.second();
            assertThat(copy.name()).isEqualTo("root");
            assertThat(copy.children().get(0).parent()).isSameAs(copy);
            assertThat(each.first()).isSameAs(copy.children().get(0).children().get(0));
            assertThat(each.first().parent()).isSameAs(copy.children().get(0));
        }
    }

    @Test
    void aSkippedListIsTheSameWhetherItIsReachedFirstOrThroughItsOwner() {
        Node root = new Node("root");
        root.add(new Node("child"));
        Codec<Pair<List<Node>, Node>> listFirst =
                new PairCodec<>(Codecs.listOf(NodeCodec.INSTANCE), NodeCodec.INSTANCE);

        Pair<List<Node>, Node> copy = readOld(
                        NodeCodec.INSTANCE, listFirst, new New<>("n", root), new Pair<>(root.children(), root))
                .second();

        assertThat(copy.second().children()).isSameAs(copy.first());
        assertThat(copy.first()).hasSize(1);
        assertThat(copy.first().get(0).parent()).isSameAs(copy.second());
    }

    @Test
    void whatIsSkippedTwiceOverIsStillFound() {
        Order shared = new Order("shared", new ArrayList<>(), Optional.empty());
        Codec<New<New<Order>>> writer = new NewCodec<>(new NewCodec<>(OrderCodec.INSTANCE));
        byte[] bytes = write(
                new PairCodec<>(new PairCodec<>(writer, writer), OrderCodec.INSTANCE),
                new Pair<>(
                        new Pair<>(new New<>("a", new New<>("b", shared)), new New<>("c", new New<>("d", shared))),
                        shared));

        Pair<Pair<Old, New<Old>>, Order> copy = read(
                new PairCodec<>(new PairCodec<>(new OldCodec(), new NewCodec<>(new OldCodec())), OrderCodec.INSTANCE),
                bytes);

        assertThat(copy.second()).isEqualTo(shared);
        assertThat(copy.first().second()).isEqualTo(new New<>("c", new Old("d")));
    }
}
