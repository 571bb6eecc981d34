package io.limpid.runtime.hosting;

import io.limpid.Concurrent;
import io.limpid.runtime.hosting.ObjectGate.Access;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.stub.RemoteType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the user's objects, with the gate that it has however many names it is exported under. Thread-safe. */
final class LocalObject {
    /** How an object's methods meet. */
    enum Guard {
        /** By their declarations. */
        DECLARED,
        /** The object guards itself. */
        NONE,
        /** Every method runs alone. */
        ALONE
    }

    /** A method that takes less may run where its call arrives: to hand it to another thread would take longer. */
    private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** One that takes longer is no accident of the scheduler's. */
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** How many quick runs it takes to be trusted, and how many are remembered. */
    private static final int TRUSTED = 16;

    private static final int MOST_TRUST = 64;

    private final Object object;
    private final ObjectGate gate;
    private final Guard guard;

    /** Shared with other objects of the same interface; grows by being replaced. */
    private volatile List<RemoteType<?>> types = List.of();

    /** How many of its methods were quick of late, one slow one undoing all; a guess that races may spoil. */
    private volatile int trust;

    /** Whether one of its methods held up an I/O thread against its promise. */
    private boolean ranLong;

    /** Under which names, the oldest first; empty once all are withdrawn. Changed in steps of the {@link ObjectTable}. */
    private volatile List<Export> exports = List.of();

    LocalObject(Object object, ObjectGate gate, Guard guard) {
        this.object = object;
        this.gate = gate;
        this.guard = guard;
    }

    static Guard guardOf(Object object, HostingSettings settings) {
        if (settings.mode() == HostingSettings.Mode.ITERATIVE) {
            return Guard.ALONE;
        }
        return object.getClass().isAnnotationPresent(Concurrent.class) ? Guard.NONE : Guard.DECLARED;
    }

    Object object() {
        return object;
    }

    ObjectGate gate() {
        return gate;
    }

    /** Whether its methods take but a moment, by experience. */
    boolean isQuick() {
        return trust >= TRUSTED;
    }

    /** A method has run for so long. */
    void ran(long nanos) {
        int before = trust;
        if (nanos >= SLOW_NANOS) {
            trust = 0;
        } else if (nanos >= QUICK_NANOS) {
            trust = before / 2;
        } else if (before < MOST_TRUST) {
            trust = before + 1;
        }
    }

    /** A method that promised to take but a moment did not: tells whether it was the first time. */
    synchronized boolean isFirstLongRun() {
        boolean first = !ranLong;
        ranLong = true;
        return first;
    }

    /** What the method asks of the gate. */
    Access accessOf(MethodDescriptor<?> method) {
        boolean shared = guard == Guard.NONE || (guard == Guard.DECLARED && method.effect() == Effect.READ_ONLY);
        return shared ? Access.SHARED : Access.EXCLUSIVE;
    }

    /** Lets it be called by further interfaces. */
    synchronized void add(List<RemoteType<?>> family) {
        if (types.isEmpty()) {
            types = family;
        } else if (!types.containsAll(family)) {
            List<RemoteType<?>> more = new ArrayList<>(types);
            family.stream().filter(type -> !types.contains(type)).forEach(more::add);
            types = List.copyOf(more);
        }
    }

    List<Export> exports() {
        return exports;
    }

    synchronized void add(Export export) {
        List<Export> more = new ArrayList<>(exports);
        more.add(export);
        exports = List.copyOf(more);
    }

    synchronized void remove(Export export) {
        exports = exports.stream().filter(each -> each != export).toList();
    }

    /** The interfaces by which it can be called; the first is the one that it was exported with first. */
    List<RemoteType<?>> types() {
        return types;
    }

    /** Finds the interface by which it is called; null if it is not one of {@link #types()}. */
    @Nullable
    RemoteType<?> typeOf(InterfaceId id) {
        for (RemoteType<?> type : types) {
            if (type.id().equals(id)) {
                return type;
            }
        }
        return null;
    }
}
