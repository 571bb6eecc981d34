package io.limpid.naming.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.log.LogPosition;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.identity.Seat;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import io.limpid.runtime.location.Naming.ClientOwner;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.location.Naming.HostPlace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Drives a state machine through its bytes, as a log would, and beside it a second one that is replaced by its own snapshot after
 * every so many commands: both must say and hold the same, whatever is done to them.
 */
final class Replicas {
    static final Terms TERMS = new Terms(1_000, 5_000);
    static final InterfaceId TYPE = new InterfaceId("bank.Account");

    private final List<Change> told = new ArrayList<>();
    private final NamingStateMachine first = new NamingStateMachine(told::addAll);
    private NamingStateMachine second = new NamingStateMachine(changes -> {});
    /** Who has bound a name last, or has had it moved to itself. */
    private final Map<String, UUID> holders = new HashMap<>();

    private final int snapshotEvery;
    private long index;
    private long now;

    Replicas() {
        this(7);
    }

    Replicas(int snapshotEvery) {
        this.snapshotEvery = snapshotEvery;
    }

    static UUID instance(int number) {
        return new UUID(7, number);
    }

    static Endpoint endpoint(int port) {
        return new Endpoint("127.0.0.1", port);
    }

    Answer apply(Command command) {
        byte[] bytes = Messages.write(command);
        LogPosition position = new LogPosition(1, index++);
        byte[] answer = first.apply(position, bytes.clone());
        assertThat(second.apply(position, bytes)).isEqualTo(answer);
        if (index % snapshotEvery == 0) {
            second = restored(snapshot());
        }
        return Messages.readAnswer(answer);
    }

    Answer ask(Query query) {
        byte[] answer = first.query(Messages.write(query));
        assertThat(second.query(Messages.write(query))).isEqualTo(answer);
        return Messages.readAnswer(answer);
    }

    /** Both machines' snapshot. */
    byte[] snapshot() {
        byte[] bytes = snapshot(first);
        assertThat(snapshot(second)).isEqualTo(bytes);
        return bytes;
    }

    static byte[] snapshot(NamingStateMachine machine) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            machine.writeSnapshot(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NamingStateMachine restored(byte[] snapshot) {
        try {
            NamingStateMachine machine = new NamingStateMachine(changes -> {});
            machine.readSnapshot(new ByteArrayInputStream(snapshot));
            return machine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the watcher was told so far. */
    List<Change> told() {
        return told;
    }

    long now() {
        return now;
    }

    Answer passes(long millis) {
        now += millis;
        return apply(new Command.Tick(now, TERMS));
    }

    Answer begins(long wallMillis) {
        return apply(new Command.Begin(now, TERMS, wallMillis));
    }

    Answer joins(String host, int instance) {
        return apply(
                new Command.JoinHost(now, TERMS.hostMillis(), host, instance(instance), endpoint(9000 + instance)));
    }

    Answer renews(String host, int instance) {
        return apply(new Command.RenewHost(now, TERMS.hostMillis(), host, instance(instance)));
    }

    Answer binds(String name, String host, int instance) {
        return held(name, instance, apply(new Command.Bind(now, new ObjectName(name), TYPE, host, instance(instance))));
    }

    Answer joinsGroup(String name, String host, int instance) {
        return joinsGroup(name, host, instance, new Seat(Role.PRIMARY, ""));
    }

    Answer joinsGroup(String name, String host, int instance, Seat seat) {
        return apply(new Command.JoinGroup(now, new ObjectName(name), TYPE, seat, host, instance(instance)));
    }

    Answer leaves(String host, int instance) {
        return apply(new Command.LeaveHost(now, host, instance(instance)));
    }

    /** With the consent of whoever holds the name, if anybody can have it. */
    Answer rebinds(String name, long epoch, String host, int instance) {
        return rebinds(name, epoch, host, instance, holders.getOrDefault(name, instance(instance)));
    }

    /** With the consent of this one. */
    Answer rebinds(String name, long epoch, String host, int instance, UUID consenting) {
        UUID consent = MoveConsent.of(consenting, new ObjectName(name), epoch, host);
        Command rebind =
                new Command.Rebind(now, new ObjectName(name), epoch, host, instance(instance), Optional.of(consent));
        return held(name, instance, apply(rebind));
    }

    private Answer held(String name, int instance, Answer answer) {
        if (answer instanceof Answer.Bound) {
            holders.put(name, instance(instance));
        }
        return answer;
    }

    /** As somebody who needs no consent. */
    Answer unbinds(String name, long epoch) {
        return apply(new Command.Unbind(now, new ObjectName(name), epoch, Optional.empty()));
    }

    long opensClient() {
        return opensClient("");
    }

    long opensClient(String principal) {
        return ((Answer.Granted) apply(new Command.OpenClient(now, TERMS.clientMillis(), principal))).clientId();
    }

    Answer renewsClient(long id) {
        return renewsClient(id, "");
    }

    Answer renewsClient(long id, String principal) {
        return apply(new Command.RenewClient(now, TERMS.clientMillis(), id, principal));
    }

    Answer closesClient(long id, String principal) {
        return apply(new Command.CloseClient(now, id, principal));
    }

    List<ClientOwner> owners(Long... ids) {
        return ((Answer.Owned) ask(new Query.ClientOwners(List.of(ids)))).owners();
    }

    Binding bound(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Bound.class);
        return ((Answer.Bound) answer).binding();
    }

    Optional<Entry> entry(String name) {
        return ((Answer.Found) ask(new Query.Resolve(new ObjectName(name)))).entry();
    }

    boolean isSuspect(String name) {
        return entry(name).orElseThrow().suspect();
    }

    List<String> list(String prefix, String after, int limit) {
        return ((Answer.Listed) ask(new Query.ListNames(prefix, after, limit)))
                .entries().stream().map(entry -> entry.binding().name().path()).toList();
    }

    Changes since(String prefix, long after) {
        return ((Answer.Changed) ask(new Query.Since(prefix, after, 1_000))).changes();
    }

    List<String> livingHosts() {
        return ((Answer.Living) ask(new Query.LivingHosts()))
                .hosts().stream().map(HostPlace::name).toList();
    }

    Answer.Counted counts() {
        return (Answer.Counted) ask(new Query.Counts());
    }
}
