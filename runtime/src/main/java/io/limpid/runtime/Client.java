package io.limpid.runtime;

import io.limpid.Combine;
import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.migration.HostControl.Load;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process that uses objects wherever they live. Thread-safe; one serves a whole process.
 *
 * <pre>{@code
 * try (Client client = Client.connect("limpid://naming:7400")) {
 *     Account alice = client.lookup(Account.class, "bank/accounts/alice");
 *     alice.deposit(100);
 * }
 * }</pre>
 */
public final class Client implements AutoCloseable {
    private final CallableSide callable;
    private final Node node;

    Client(NodeSettings settings, CallableSide callable, Environment environment) {
        this.callable = callable;
        this.node = new Node(settings, environment, callable);
        try {
            node.begin();
            Naming naming = node.naming();
            if (naming != null) {
                callable.sweptBy(naming, environment);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Reaches naming and gets a client id. From then on naming may be away: objects that have been called are called on.
     *
     * @param naming where naming is, as in {@code limpid://host:7400} or {@code limpid://a:7400,b:7400}
     * @throws IllegalArgumentException if the address is not of that form
     * @throws NotExecutedException if naming cannot be reached within the default timeout
     */
    public static Client connect(String naming) {
        return builder().naming(naming).open();
    }

    /** Begins to describe a client. */
    public static ClientBuilder builder() {
        return new ClientBuilder();
    }

    /**
     * Gives a stub of the object that has a name, whether or not there is one yet. Costs nothing; the first call looks for it, and
     * says {@link NotExecutedException.Reason#NOT_FOUND} if there is none.
     *
     * @throws IllegalArgumentException if the name is not a name, or nothing was generated for the interface
     * @throws IllegalStateException if this client is closed
     */
    public <T> T lookup(Class<T> type, String name) {
        return node.lookup(type, new ObjectName(name));
    }

    /**
     * Gives a stub whose calls meet a group so, whatever {@link io.limpid.Replicated} says; otherwise as {@link #lookup(Class, String)}. A method
     * that must run once goes to one replica all the same, and keeps what it has where this would ask several. {@link Combine}s other than
     * those that suit any result ({@link Combine#FIRST}, {@link Combine#EQUAL}, {@link Combine#VOTE}) are for the generator, which knows
     * the methods' types.
     *
     * @throws IllegalArgumentException if the name is not a name, nothing was generated for the interface, or what is given combines answers by
     *     their type, or not at all where there are several
     */
    public <T> T lookup(Class<T> type, String name, Replication replication) {
        return node.lookup(type, new ObjectName(name), replication.forAnyMethod());
    }

    /**
     * Gives a stub of the same object whose calls may take this long, whatever the interface declares.
     *
     * @throws IllegalArgumentException if it is not a stub, or the span is not greater than zero
     */
    public <T> T withTimeout(T stub, Duration span) {
        return Node.withTimeout(stub, span);
    }

    /**
     * Gives a stub of the same object whose {@link io.limpid.ReadOnly} methods return their last result again where nobody answers: where
     * they would throw {@link NotExecutedException} because the object cannot be reached, is not there or has too much to do, or
     * {@link OutcomeUnknownException}. Each stub remembers what itself has returned: of each method and arguments the latest, 4 MiB in all, and
     * nothing that holds references to remote objects. That a result is an old one only the client's observer knows, which is told how
     * the call really ended. A call is tried for its whole time before; {@link #withTimeout} gives it less.
     *
     * @param age up to which an old result is better than none, since its call ended
     * @throws IllegalArgumentException if it is not a stub, or the age is not greater than zero
     */
    public <T> T withStale(T stub, Duration age) {
        return Node.withStale(stub, age);
    }

    /**
     * Gives a stub of the same object for which another answers where nobody else does: under the same conditions as {@link #withStale}, but for
     * all methods; one that must run once only if it certainly has not. Its methods run here, by ordinary calls on threads of this client,
     * and get the arguments themselves, not copies. What they throw arrives as it is. It may be a stub, too, of another object.
     *
     * <p>Both together, old results first: {@code withFallback(withStale(stub, age), fallback)}.
     *
     * @param fallback thread-safe
     * @throws IllegalArgumentException if {@code stub} is not a stub
     */
    public <T> T withFallback(T stub, T fallback) {
        return Node.withFallback(stub, fallback);
    }

    /**
     * Asks what became of a call of this client that ended with {@link OutcomeUnknownException}, within the default timeout. A call that
     * had not arrived by then never runs. It is remembered for a minute, the latest thousand or so, and unless more than 512 calls of its
     * object follow it; what is asked about later is {@link Fate.Forgotten}. May be asked as often as wanted; nothing is run by it.
     *
     * @param call what {@link OutcomeUnknownException#invocationId()} gave
     * @throws OutcomeUnknownException if no answer can be had at present: it is still unknown, and can be asked again
     * @throws IllegalStateException if this client is closed
     */
    public Fate resolve(InvocationId call) {
        return node.resolve(call);
    }

    /**
     * Moves an object to another host, while it is called. Returns once it is there, whoever has moved it; does nothing if it is there already. Callers do not
     * notice, but for a short wait; calls that are to run exactly once do, whichever host they meet. Of two who move it at once to different hosts one is
     * refused for {@linkplain io.limpid.MoveRefusedException.Reason#CONFLICT that}, and so is whoever asks while it is under way.
     *
     * <p>If the host that has it dies meanwhile, this ends as soon as naming has given that up, a lease and a few seconds later, and says
     * where the object is then.
     *
     * @param name the object's name
     * @param target the name of the host that is to have it
     * @return for how long no call could run in it; at most so long, if its host was lost when it had moved, or somebody else has moved it
     * @throws io.limpid.MoveRefusedException if it is not at the target; the message says why, and where it is if not where it was
     * @throws NotExecutedException if naming or the host that has it cannot be reached
     * @throws OutcomeUnknownException if the host that has it lives and did not answer within ten minutes: it may have moved
     * @throws IllegalStateException if this client is closed, or has no naming
     */
    public Duration migrate(String name, String target) {
        node.checkOpen();
        return node.moves().migrate(new ObjectName(name), target);
    }

    /**
     * Asks all living hosts how much they have to do; waits, about two seconds at most for those that do not answer.
     *
     * @return what each says that answers and lets this client ask, by its name
     * @throws NotExecutedException if naming cannot be reached
     * @throws OutcomeUnknownException if naming does not answer
     * @throws IllegalStateException if this client is closed, or has no naming
     */
    public Map<String, Load> loads() {
        node.checkOpen();
        Map<String, Load> loads = new TreeMap<>();
        for (HostLoads.Told told : node.loads().await()) {
            loads.put(told.place().name(), told.load());
        }
        return loads;
    }

    /**
     * Has a host give its objects to the others, as {@link Host#drain} does, and waits for that. Objects that are exported there meanwhile leave, too.
     * As long as it lasts, and for a minute after, the host takes no objects, so that it can be stopped then. If this process dies, it
     * gives up after a quarter of that.
     *
     * @param host its name
     * @param atOnce how many objects move at the same time; at most 64. If somebody else has the host drained already, what he said counts
     * @param watcher is told of each object that leaves, on the calling thread
     * @return the names of those that stay there, each with the reason; empty if all have left
     * @throws IllegalArgumentException if no living host has that name, or so many may not move at the same time
     * @throws NotExecutedException if naming or the host cannot be reached, or does not let this client
     * @throws OutcomeUnknownException if it does not answer
     * @throws io.limpid.RemoteFailureException if the host cannot ask naming where its objects may go
     * @throws IllegalStateException if this client is closed, or has no naming
     */
    public Map<String, String> drain(String host, int atOnce, DrainWatcher watcher) {
        node.checkOpen();
        return node.moves().drain(host, atOnce, watcher);
    }

    /** Is told how far a host is that is drained. */
    @FunctionalInterface
    public interface DrainWatcher {
        /**
         * An object has left.
         *
         * @param toHost where it is now
         * @param remaining how many are still to leave
         */
        void left(String object, String toHost, int remaining);
    }

    /** Ends the calls that are under way, gives the client id back and closes the connections. A second close does nothing. */
    @Override
    public void close() {
        callable.hosting().close();
        node.close();
        callable.release();
    }

    /** Gives the description. */
    @Override
    public String toString() {
        return node.settings().description();
    }
}
