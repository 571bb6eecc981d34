package io.limpid.runtime.wire;

import static io.limpid.runtime.wire.Payloads.copy;
import static io.limpid.runtime.wire.Payloads.read;
import static io.limpid.runtime.wire.Payloads.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.wire.Samples.Circle;
import io.limpid.runtime.wire.Samples.Colour2;
import io.limpid.runtime.wire.Samples.Group;
import io.limpid.runtime.wire.Samples.Node;
import io.limpid.runtime.wire.Samples.NodeCodec;
import io.limpid.runtime.wire.Samples.Order;
import io.limpid.runtime.wire.Samples.OrderCodec;
import io.limpid.runtime.wire.Samples.Pair;
import io.limpid.runtime.wire.Samples.PairCodec;
import io.limpid.runtime.wire.Samples.Shape;
import io.limpid.runtime.wire.Samples.ShapeCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ObjectGraphTest {
    private static final Codec<List<Node>> NODES = Codecs.listOf(NodeCodec.INSTANCE);
    private static final Codec<List<Order>> ORDERS = Codecs.listOf(OrderCodec.INSTANCE);

    @Test
    void aliasesArriveAsAliases() {
        int[] shared = {1, 2};
        List<String> list = new ArrayList<>(List.of("a"));
        Codec<Pair<int[], int[]>> arrays = new PairCodec<>(Codecs.INT_ARRAY, Codecs.INT_ARRAY);
        Codec<Pair<List<String>, List<String>>> lists =
                new PairCodec<>(Codecs.listOf(Codecs.STRING), Codecs.listOf(Codecs.STRING));

        Pair<int[], int[]> first = copy(arrays, new Pair<>(shared, shared));
        Pair<List<String>, List<String>> second = copy(lists, new Pair<>(list, list));
        Pair<List<String>, List<String>> third = copy(lists, new Pair<>(list, new ArrayList<>(list)));

        assertThat(first.first()).isSameAs(first.second()).containsExactly(1, 2);
        assertThat(second.first()).isSameAs(second.second());
        assertThat(third.first()).isNotSameAs(third.second()).isEqualTo(third.second());
    }

    @Test
    void anAliasMayBeDeclaredByAnotherInterface() {
        LinkedList<String> list = new LinkedList<>(List.of("a"));
        Codec<Pair<Collection<String>, LinkedList<String>>> codec =
                new PairCodec<>(Codecs.collectionOf(Codecs.STRING), Codecs.linkedListOf(Codecs.STRING));

        Pair<Collection<String>, LinkedList<String>> copy = copy(codec, new Pair<>(list, list));

        assertThat(copy.first()).isSameAs(copy.second()).containsExactly("a");
    }

    @Test
    void anObjectThatTwoPlacesTypeDifferentlyIsSentTwice() {
        List<Object> list = new ArrayList<>(List.of("a"));
        @SuppressWarnings({"unchecked", "rawtypes"})
        Pair<List<Object>, List<String>> value = new Pair(list, list);
        Codec<Pair<List<Object>, List<String>>> codec =
                new PairCodec<>(Codecs.listOf(Codecs.any()), Codecs.listOf(Codecs.STRING));

        Pair<List<Object>, List<String>> copy = copy(codec, value);

        assertThat(copy.first()).isNotSameAs(copy.second()).containsExactly("a");
        assertThat(copy.second()).containsExactly("a");
    }

    @Test
    void recordsThatHoldSomethingMutableKeepTheirIdentity() {
        Order order = new Order("1", new ArrayList<>(), Optional.empty());

        List<Order> copy = copy(ORDERS, List.of(order, order));

        assertThat(copy.get(0)).isSameAs(copy.get(1)).isEqualTo(order);
    }

    @Test
    void pureValuesAreWrittenEachTimeAndYetMayBeReferredTo() {
        Codec<List<Samples.LineItem>> items = Codecs.listOf(Samples.LineItemCodec.INSTANCE);
        Samples.LineItem item = new Samples.LineItem("a", 1, 2);

        List<Samples.LineItem> copy = copy(items, List.of(item, item));

        assertThat(copy).containsExactly(item, item);
        assertThat(write(items, List.of(item, item))).hasSize(3 + 2 * (1 + 4 + 4));
    }

    @Test
    void aTreeWithParentsComesBackWithThem() {
        Node root = new Node("root");
        root.add(new Node("left"));
        root.add(new Node("right"));
        root.children().get(1).add(new Node(null));

        Node copy = copy(NodeCodec.INSTANCE, root);

        assertThat(copy.name()).isEqualTo("root");
        assertThat(copy.size()).isEqualTo(2);
        assertThat(copy.children()).extracting(Node::name).containsExactly("left", "right");
        assertThat(copy.children())
                .allSatisfy(child -> assertThat(child.parent()).isSameAs(copy));
        assertThat(copy.children().get(1).children().get(0).name()).isNull();
        assertThat(copy.parent()).isNull();
    }

    @Test
    void aListMayContainItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        list.add("end");

        List<Object> copy = copy(Codecs.listOf(Codecs.any()), list);

        assertThat(copy).hasSize(2);
        assertThat(copy.get(0)).isSameAs(copy);
    }

    @Test
    void anArrayMayContainItself() {
        Object[] array = new Object[2];
        array[0] = array;
        array[1] = 5;

        Object[] copy = (Object[]) copy(Codecs.any(), array);

        assertThat(copy[0]).isSameAs(copy);
        assertThat(copy[1]).isEqualTo(5);
    }

    @Test
    void aCycleThroughARecordEndsWithTheMutableThingInIt() {
        List<Shape> members = new ArrayList<>();
        Group group = new Group(members);
        members.add(group);
        members.add(new Circle(1));

        Group copy = (Group) copy(ShapeCodec.INSTANCE, group);

        Group inner = (Group) copy.members().get(0);
        assertThat(inner.members()).isSameAs(copy.members());
        assertThat(copy.members().get(1)).isEqualTo(new Circle(1));
    }

    @Test
    void aSealedHierarchyArrivesWithEachOfItsTypes() {
        Shape shape = new Group(List.of(new Circle(2.5), new Group(List.of()), Colour2.NONE));

        assertThat(copy(ShapeCodec.INSTANCE, shape)).isEqualTo(shape);
        assertThat(copy(ShapeCodec.INSTANCE, null)).isNull();
        assertThat(copy(ShapeCodec.INSTANCE, Colour2.NONE)).isSameAs(Colour2.NONE);
        assertThatThrownBy(() -> read(ShapeCodec.INSTANCE, "01020304"))
                .isInstanceOf(PayloadException.class)
                .hasMessage("payload at byte 4: a type that is none of Shape's here");
    }

    @Test
    void aSharedGraphIsWrittenOnceHoweverManyWaysLeadToIt() {
        Node node = new Node("leaf");
        for (int level = 0; level < 15; level++) {
            Node above = new Node("n");
            above.children().add(node);
            above.children().add(node);
            node = above;
        }

        byte[] bytes = write(NodeCodec.INSTANCE, node);
        Node copy = read(NodeCodec.INSTANCE, bytes);

        assertThat(bytes.length).isLessThan(16 * 30);
        for (int level = 0; level < 15; level++) {
            assertThat(copy.children().get(0)).isSameAs(copy.children().get(1));
            copy = copy.children().get(0);
        }
        assertThat(copy.name()).isEqualTo("leaf");
    }

    @Test
    void manyAliasesAreFoundAmongManyObjects() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            nodes.add(new Node("n" + i));
        }
        nodes.addAll(List.copyOf(nodes));

        List<Node> copy = copy(NODES, nodes);

        for (int i = 0; i < 2000; i++) {
            assertThat(copy.get(i)).isSameAs(copy.get(i + 2000));
            assertThat(copy.get(i).name()).isEqualTo("n" + i);
        }
    }

    @Test
    void aGraphThatIsTooDeepFailsClearlyAtItsSender() {
        Node chain = new Node("last");
        for (int i = 0; i < 1_000_000; i++) {
            Node above = new Node("n");
            above.children().add(chain);
            chain = above;
        }
        Node deep = chain;

        assertThatThrownBy(() -> write(NodeCodec.INSTANCE, deep))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("nested deeper than 64 (the limit DEPTH)");
    }

    @Test
    void tooManyObjectsFailClearlyAtTheirSender() {
        Limits limits = Limits.DEFAULT.with(Limit.OBJECTS, 16);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            nodes.add(new Node("n"));
        }
        byte[] bytes = write(NODES, nodes);

        assertThatThrownBy(() -> NODES.write(new PayloadWriter(limits, new Payloads.Names()), nodes))
                .hasMessageContaining("one of more than 16 (the limit OBJECTS)");
        assertThatThrownBy(() -> NODES.read(new PayloadReader(bytes, limits, new Payloads.Names())))
                .hasMessageContaining("one of more than 16 (the limit OBJECTS)");
    }

    @Test
    void aSubclassOfAPlainClassIsRefusedByName() {
        assertThatThrownBy(() -> write(NodeCodec.INSTANCE, new Node("a") {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("a subclass of it cannot be sent");
    }

    @Test
    void whatAConstructorRefusesIsRefused() {
        assertThatThrownBy(() -> read(Samples.PositiveCodec.INSTANCE, "01 01000000 00"))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("Positive refuses its content")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSetOfNodesWithParentsKeepsItsCycle() {
        Samples.Tag inner = new Samples.Tag("inner", Set.of());
        Set<Samples.Tag> tags = new HashSet<>(Set.of(inner));
        Samples.Tag outer = new Samples.Tag("outer", tags);

        Samples.Tag copy = copy(Samples.TagCodec.INSTANCE, outer);

        assertThat(copy).isEqualTo(outer);
    }
}
