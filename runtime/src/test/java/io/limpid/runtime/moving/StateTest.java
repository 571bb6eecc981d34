package io.limpid.runtime.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.ResourceBinding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.ProvidedResources;
import io.limpid.runtime.moving.Workshop.Album;
import io.limpid.runtime.moving.Workshop.Anvil;
import io.limpid.runtime.moving.Workshop.Bench;
import io.limpid.runtime.moving.Workshop.Board;
import io.limpid.runtime.moving.Workshop.Chest;
import io.limpid.runtime.moving.Workshop.Lamp;
import io.limpid.runtime.moving.Workshop.Person;
import io.limpid.runtime.moving.Workshop.Screw;
import io.limpid.runtime.moving.Workshop.Wood;
import io.limpid.runtime.moving.Workshop.WoodenBench;
import io.limpid.runtime.stub.Resources;
import io.limpid.runtime.stub.StateField;
import io.limpid.runtime.stub.StatePart;
import io.limpid.runtime.stub.StateType;
import io.limpid.runtime.stub.StateTypes;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What arrives of a movable object. */
final class StateTest {
    private static final Lamp HERE = () -> false;
    private static final Lamp THERE = () -> true;

    static final References NO_REFERENCES = new Held();
    static final Resources NO_RESOURCES = new ProvidedResources();

    private final StateTypes types = new StateTypes();
    private final Held held = new Held();
    private final ProvidedResources provided = new ProvidedResources();

    @Test
    void everyFieldOfAnObjectArrives() {
        WoodenBench bench = new WoodenBench("long", HERE);
        bench.work(Long.MAX_VALUE);
        bench.size(9);
        bench.size = 11;
        bench.open = true;
        bench.mark = '\u20ac';
        bench.grain = new byte[] {1, 2, 3};
        bench.parts.add(new Board(Wood.ASH, new int[] {4, 5}));
        bench.parts.add(new Screw(0.5));
        bench.stack("left", new Board(Wood.OAK, new int[0]));
        bench.seen.put(Wood.ASH, Instant.EPOCH);
        bench.last = Optional.of(new Screw(2));
        provided.provide(Lamp.class, THERE);
        provided.provide(Bench.class, new Anvil());

        WoodenBench arrived = moved(bench);

        assertThat(arrived).isNotSameAs(bench);
        assertThat(arrived.label()).isEqualTo("long");
        assertThat(arrived.hours()).isEqualTo(Long.MAX_VALUE);
        assertThat(arrived.size()).as("the superclass's size").isEqualTo(9);
        assertThat(arrived.size).as("its own size").isEqualTo(11);
        assertThat(arrived.open).isTrue();
        assertThat(arrived.mark).isEqualTo('\u20ac');
        assertThat(arrived.grain).containsExactly(1, 2, 3);
        assertThat(arrived.parts).hasSize(2).last().isEqualTo(new Screw(0.5));
        assertThat(((Board) arrived.parts.get(0)).cuts()).containsExactly(4, 5);
        assertThat(arrived.stacks).containsOnlyKeys("left");
        assertThat(arrived.seen).containsExactly(Map.entry(Wood.ASH, Instant.EPOCH));
        assertThat(arrived.last).contains(new Screw(2));
    }

    @Test
    void aliasesAndCyclesArriveAsTheyWere() {
        WoodenBench bench = new WoodenBench("round", HERE);
        Person left = new Person();
        Person right = new Person();
        left.right = right;
        right.left = left;
        bench.owner = left;
        provided.provide(Lamp.class, THERE);
        provided.provide(Bench.class, new Anvil());

        WoodenBench arrived = moved(bench);

        assertThat(arrived.sameParts).isSameAs(arrived.parts);
        assertThat(arrived.owner).isNotNull().isNotSameAs(left);
        assertThat(arrived.owner.right.left).isSameAs(arrived.owner);
    }

    @Test
    void eachFieldIsBoundAsItSays() {
        Anvil neighbour = new Anvil();
        Anvil spareThere = new Anvil();
        WoodenBench bench = new WoodenBench("bound", HERE);
        bench.neighbour = neighbour;
        bench.spare = new Anvil();
        bench.scratch.add("left behind");
        provided.provide(Lamp.class, THERE);
        provided.provide(Bench.class, spareThere);

        WoodenBench arrived = moved(bench);

        assertThat(bench.isLit()).isFalse();
        assertThat(arrived.isLit()).as("lit by the lamp there").isTrue();
        assertThat(arrived.neighbour).as("by identifier").isSameAs(neighbour);
        assertThat(arrived.spare).as("by type").isSameAs(spareThere);
        assertThat(arrived.scratch).as("transient").isNotNull().isEmpty();
        assertThat(held.asked).as("references sent").isEqualTo(1);
    }

    @Test
    void aHostThatLacksAResourceRestoresNothing() {
        StateType<WoodenBench> type = types.of(new WoodenBench("dark", HERE));
        byte[] state = capture(type, new WoodenBench("dark", HERE));
        provided.provide(Lamp.class, THERE);

        assertThat(type.required()).containsExactly(Lamp.class, Bench.class);
        assertThat(provided.lacking(type.required())).containsExactly(Bench.class);
        assertThatThrownBy(() -> restore(type, state))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Bench");
    }

    @Test
    void whatAHiddenSuperclassDeclaresGoesAlong() {
        Cabinet.Drawer drawer = new Cabinet.Drawer();
        drawer.content = "keys";
        drawer.work(5);
        provided.provide(Lamp.class, THERE);

        Cabinet.Drawer arrived = moved(drawer);

        assertThat(arrived.content).isEqualTo("keys");
        assertThat(arrived.hours()).isEqualTo(5);
        assertThat(arrived.isLit()).isTrue();
    }

    @Test
    void aGenericObjectKeepsWhatItHolds() {
        Chest<Object> chest = new Chest<>();
        chest.content.add("first");
        chest.content.add(new Board(Wood.OAK, new int[] {1}));

        Chest<Object> arrived = moved(chest);

        assertThat(arrived.take()).isEqualTo("first");
        assertThat(arrived.take()).isInstanceOf(Board.class);
    }

    @Test
    void ofAnObjectThatWritesItselfOnlyBoundFieldsAreCarried() {
        Album album = new Album();
        album.title = "chairs";
        album.pages = 12;
        provided.provide(Lamp.class, THERE);

        Album arrived = moved(album);

        assertThat(arrived.title).isEqualTo("chairs");
        assertThat(arrived.lamp).isSameAs(THERE);
        assertThat(arrived.pages).as("left to restore()").isZero();
    }

    @Test
    void aStateTypeTellsItsFieldsAndWhatTheyReach() {
        StateType<?> type = types.named("bench").orElseThrow();

        assertThat(type.javaType()).isEqualTo(WoodenBench.class);
        assertThat(type.fields())
                .startsWith(
                        new StateField("label", "String", ResourceBinding.BY_VALUE),
                        new StateField("size", "int", ResourceBinding.BY_VALUE),
                        new StateField("hours", "long", ResourceBinding.BY_VALUE))
                .contains(new StateField(
                        "neighbour", "remote io.limpid.runtime.moving.Workshop.Bench", ResourceBinding.BY_IDENTIFIER))
                .endsWith(
                        new StateField("lamp", "io.limpid.runtime.moving.Workshop.Lamp", ResourceBinding.BY_TYPE),
                        new StateField("spare", "io.limpid.runtime.moving.Workshop.Bench", ResourceBinding.BY_TYPE));
        assertThat(type.parts())
                .contains(new StatePart("record io.limpid.runtime.moving.Workshop.Screw", List.of("length: double")));
    }

    @Test
    void whatCannotMoveSaysWhy() {
        assertThatThrownBy(() -> types.of(new Anvil()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("movable class: io.limpid.runtime.moving.Workshop$Anvil is @Fastened");
        assertThatThrownBy(() -> types.of("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("movable class: java.lang.String is not annotated @Movable");
        assertThat(types.named("java.lang.String")).isEmpty();
    }

    @Test
    void aDamagedStateIsRefused() {
        StateType<WoodenBench> type = types.of(new WoodenBench("whole", HERE));
        byte[] state = capture(type, new WoodenBench("whole", HERE));
        provided.provide(Lamp.class, THERE);
        provided.provide(Bench.class, new Anvil());

        assertThatThrownBy(() -> restore(type, java.util.Arrays.copyOf(state, state.length - 1)))
                .isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> restore(type, new byte[] {0})).isInstanceOf(PayloadException.class);
    }

    private <T> T moved(T object) {
        StateType<T> type = types.of(object);
        return restore(type, capture(type, object));
    }

    private <T> byte[] capture(StateType<T> type, T object) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, held);
        type.capture(object, out);
        return out.toBytes();
    }

    private <T> T restore(StateType<T> type, byte[] state) {
        PayloadReader in = new PayloadReader(state, Limits.DEFAULT, held);
        T object = type.restore(in, provided);
        in.end();
        return object;
    }

    /** Gives each object a name, and back. */
    private static final class Held implements References {
        private final Map<ObjectName, Object> objects = new HashMap<>();
        private int asked;

        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            ObjectName name = new ObjectName("~/" + asked++);
            objects.put(name, object);
            return new RemoteReference.Named(name);
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            return remoteInterface.cast(objects.get(reference.name()));
        }
    }
}
