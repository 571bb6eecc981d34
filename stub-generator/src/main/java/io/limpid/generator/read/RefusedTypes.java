package io.limpid.generator.read;

import static io.limpid.generator.check.ErrorCode.AsyncInside;
import static io.limpid.generator.check.ErrorCode.BlockingFuture;
import static io.limpid.generator.check.ErrorCode.LazySequence;
import static io.limpid.generator.check.ErrorCode.ProcessBoundType;
import static io.limpid.generator.check.ErrorCode.StreamType;
import static io.limpid.generator.check.ErrorCode.ThrowableValue;
import static io.limpid.generator.check.ErrorCode.UnsupportedType;
import static io.limpid.generator.check.ErrorCode.VagueType;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Rejection;
import io.limpid.generator.model.JavaType;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Knows the types that cannot travel by what they are, and what to use instead. */
final class RefusedTypes {
    private static final Map<String, String> BETTER = Map.ofEntries(
            Map.entry("java.util.Date", "java.time.Instant"),
            Map.entry("java.util.Calendar", "java.time.ZonedDateTime"),
            Map.entry("java.util.GregorianCalendar", "java.time.ZonedDateTime"),
            Map.entry("java.util.TimeZone", "java.time.ZoneId"),
            Map.entry("java.sql.Date", "java.time.LocalDate"),
            Map.entry("java.sql.Time", "java.time.LocalTime"),
            Map.entry("java.sql.Timestamp", "java.time.Instant"),
            Map.entry("java.awt.List", "java.util.List"),
            Map.entry("javax.swing.text.html.Option", "java.util.Optional"),
            Map.entry("java.lang.StringBuilder", "java.lang.String"),
            Map.entry("java.lang.StringBuffer", "java.lang.String"),
            Map.entry("java.nio.CharBuffer", "java.lang.String"),
            Map.entry("java.net.URL", "java.net.URI"),
            Map.entry("java.util.concurrent.atomic.AtomicBoolean", "boolean"),
            Map.entry("java.util.concurrent.atomic.AtomicInteger", "int"),
            Map.entry("java.util.concurrent.atomic.AtomicLong", "long"),
            Map.entry("java.util.concurrent.atomic.LongAdder", "long"),
            Map.entry("java.util.Properties", "java.util.Map<String, String>"),
            Map.entry("java.util.Dictionary", "java.util.Map"),
            Map.entry("java.util.Vector", "java.util.List"),
            Map.entry("java.util.Stack", "java.util.Deque"),
            Map.entry("java.util.Hashtable", "java.util.Map"),
            Map.entry("java.util.IdentityHashMap", "java.util.Map"),
            Map.entry("java.util.WeakHashMap", "java.util.Map"),
            Map.entry("java.util.concurrent.ConcurrentSkipListMap", "java.util.NavigableMap"),
            Map.entry("java.util.concurrent.ConcurrentSkipListSet", "java.util.NavigableSet"),
            Map.entry("java.util.concurrent.CopyOnWriteArraySet", "java.util.Set"),
            Map.entry("java.util.concurrent.ConcurrentLinkedQueue", "java.util.Queue"),
            Map.entry("java.util.concurrent.BlockingQueue", "java.util.Queue"),
            Map.entry("java.util.AbstractList", "java.util.List"),
            Map.entry("java.util.AbstractMap", "java.util.Map"),
            Map.entry("java.util.AbstractSet", "java.util.Set"),
            Map.entry("java.util.AbstractCollection", "java.util.Collection"),
            Map.entry("java.util.Map.Entry", "a record of key and value"));

    private static final Map<String, String> VAGUE = Map.of(
            "java.lang.Object", "a record, a sealed interface, or a type variable of the method (<T>)",
            "java.lang.Number", "the number that is meant (int, long, double), or java.math.BigDecimal",
            "java.lang.CharSequence", "java.lang.String",
            "java.lang.Comparable", "the type that is compared, or a type variable of the method (<T>)",
            "java.io.Serializable", "a record, a sealed interface, or a type variable of the method (<T>)",
            "java.lang.Cloneable", "a record or a sealed interface",
            "java.lang.Record", "the record that is meant, or a sealed interface over several",
            "java.lang.Enum", "the enum that is meant");

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    StreamType,
                    List.of(
                            "java.io.InputStream",
                            "java.io.OutputStream",
                            "java.io.Reader",
                            "java.io.Writer",
                            "java.nio.channels.Channel",
                            "java.util.Scanner"),
                    "A stream stays in the process that opened it and cannot be sent with a call.",
                    "Pass the bytes (byte[]), or export the source as an object of its own and pass its reference."),
            new Kind(
                    LazySequence,
                    List.of(
                            "java.util.Iterator",
                            "java.util.Enumeration",
                            "java.util.Spliterator",
                            "java.util.stream.BaseStream"),
                    "It yields its elements one by one in the process where its source is, and a call is sent whole.",
                    "Write java.util.List, or fetch a page with each call."),
            new Kind(
                    ProcessBoundType,
                    List.of(
                            "java.lang.Thread",
                            "java.lang.ThreadGroup",
                            "java.lang.ThreadLocal",
                            "java.lang.Class",
                            "java.lang.ClassLoader",
                            "java.lang.Module",
                            "java.lang.Process",
                            "java.lang.Runtime",
                            "java.lang.ref.Reference",
                            "java.lang.reflect.AnnotatedElement",
                            "java.util.concurrent.Executor",
                            "java.util.concurrent.locks.Lock",
                            "java.util.concurrent.locks.Condition",
                            "java.util.concurrent.CountDownLatch",
                            "java.util.concurrent.Semaphore",
                            "java.util.Timer",
                            "java.net.Socket",
                            "java.net.ServerSocket",
                            "java.net.DatagramSocket",
                            "java.sql.Connection",
                            "java.io.File",
                            "java.nio.file.Path"),
                    "It belongs to one process or machine and means nothing in another.",
                    "Pass what the other side needs to know of it (a name, an id, the content), or a @Remote interface that"
                            + " does the work where it is."));

    private final Platform platform;

    RefusedTypes(Platform platform) {
        this.platform = platform;
    }

    /** Rejects a type that cannot travel by its nature; says nothing of others. */
    void check(DeclaredType type, Place place) throws Rejection {
        String name = Platform.element(type).getQualifiedName().toString();
        String shown = JavaTypes.of(type).toString();
        if (BETTER.containsKey(name)) {
            throw place.reject(
                    UnsupportedType,
                    shown,
                    "It is not among the types that travel: its state is mutable, hidden, or belongs to a toolkit.",
                    "Write " + BETTER.get(name) + ".");
        }
        checkAsynchronous(type, place, shown);
        for (Kind kind : KINDS) {
            if (kind.names().stream().anyMatch(above -> platform.isA(type, above))) {
                throw place.reject(kind.code(), shown, kind.why(), kind.instead());
            }
        }
        if (name.equals("java.lang.Iterable")) {
            throw place.reject(
                    LazySequence,
                    shown,
                    "It yields its elements one by one in the process where its source is, and a call is sent whole.",
                    "Write java.util.Collection or java.util.List.");
        }
        if (platform.isA(type, "java.lang.Throwable")) {
            throw place.reject(
                    ThrowableValue,
                    shown,
                    "An exception carries the stack of its own process; only one that a method throws is taken apart and"
                            + " made again.",
                    "Declare it in a throws clause, or pass what it says (a String or a record).");
        }
        if (VAGUE.containsKey(name)) {
            throw place.reject(
                    VagueType,
                    shown,
                    "The receiver must know beforehand which types can arrive, and nothing here says it.",
                    "Write " + VAGUE.get(name) + ".");
        }
    }

    private void checkAsynchronous(DeclaredType type, Place place, String shown) throws Rejection {
        boolean stage = platform.isA(type, "java.util.concurrent.CompletionStage");
        boolean future = platform.isA(type, "java.util.concurrent.Future");
        if (!stage && !future) {
            return;
        }
        if (place.role() == Place.Role.RESULT && place.outermost() && !stage) {
            String content = type.getTypeArguments().isEmpty()
                    ? ""
                    : "<" + JavaTypes.of(type.getTypeArguments().get(0)) + ">";
            throw place.reject(
                    BlockingFuture,
                    shown,
                    "A Future can only be waited for, and the stub has no thread to hold while the answer is under way.",
                    "Write java.util.concurrent.CompletionStage" + content + ".");
        }
        throw place.reject(
                AsyncInside,
                shown,
                "A value travels when it is there; a promise of one stays with whoever keeps it.",
                "Pass the value itself, or a @Remote interface to be called back with it.");
    }

    /** Rejects any other type of the platform. */
    void checkPlatform(TypeElement element, Place place) throws Rejection {
        if (!platform.owns(element)) {
            return;
        }
        JavaType type = JavaTypes.of(element.asType());
        String shown =
                type instanceof JavaType.Declared declared ? declared.name().qualifiedName() : type.toString();
        String sameName = BuiltInTypes.sameSimpleName(element.getSimpleName().toString());
        throw place.reject(
                UnsupportedType,
                shown,
                "It is not among the types that travel, and its inside belongs to the Java platform.",
                sameName != null
                        ? "Write " + sameName + "; the two differ by their import alone."
                        : "Write a record of what matters of it.");
    }

    /** What several types have in common. */
    private record Kind(ErrorCode code, List<String> names, String why, String instead) {}
}
