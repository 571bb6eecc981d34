package io.limpid.runtime.everything;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.SystemClock;
import io.limpid.runtime.stub.CallPath;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.stub.Skeleton;
import io.limpid.runtime.stub.Stub;
import io.limpid.runtime.stub.StubInvoker;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls objects of this process as if they were in another: what goes in and what comes out is written to bytes and read again. */
final class Loopback implements Invoker, References {
    private final RemoteTypes types = new RemoteTypes();
    private final CallPath path;
    private final Map<ObjectName, Held<?>> held = new HashMap<>();

    Loopback() {
        this.path = new CallPath(this, new SystemClock(), Duration.ofSeconds(10), Runnable::run, this);
    }

    /** An object under the interface by which it was given away. */
    private record Held<T>(T object, RemoteType<T> type) {
        @Nullable
        Object call(MethodDescriptor<?> method, byte[] bytes, References references) throws Throwable {
            Skeleton<T> skeleton = type.skeleton();
            MethodDescriptor<?> found = skeleton.method(method.id());
            if (found == null) {
                throw new IllegalStateException("no such method: " + method);
            }
            PayloadReader in = new PayloadReader(bytes, Limits.DEFAULT, references);
            Arguments arguments = skeleton.readArguments(found, in);
            in.end();
            return skeleton.call(object, found, arguments);
        }
    }

    /** Gives a stub of the object. */
    <T> T stub(T object, Class<T> type) {
        return toObject(toReference(object, type), type);
    }

    @Override
    public RemoteReference toReference(Object object, Class<?> remoteInterface) {
        if (object instanceof Stub stub) {
            return stub.stubInvoker().reference();
        }
        return hold(object, remoteInterface);
    }

    private <T> RemoteReference hold(Object object, Class<T> type) {
        for (Map.Entry<ObjectName, Held<?>> entry : held.entrySet()) {
            if (entry.getValue().object() == object) {
                return new RemoteReference.Named(entry.getKey());
            }
        }
        ObjectName name = new ObjectName("~/" + held.size());
        held.put(name, new Held<>(type.cast(object), types.of(type)));
        return new RemoteReference.Named(name);
    }

    @Override
    public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
        RemoteType<T> type = types.of(remoteInterface);
        return type.stub(new StubInvoker(reference, type, path));
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        return CompletableFuture.completedFuture(call(invocation));
    }

    private Outcome call(Invocation invocation) {
        MethodDescriptor<?> method = invocation.method();
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, this);
        invocation.arguments().writeTo(out);
        Held<?> target = held.get(invocation.object());
        if (target == null) {
            throw new IllegalStateException("no such object: " + invocation.object());
        }
        try {
            Object result = target.call(method, out.toBytes(), this);
            if (method.asynchronous() && result instanceof CompletionStage<?> stage) {
                result = stage.toCompletableFuture().join();
            }
            return new Outcome.Returned(throughBytes(method.result(), result));
        } catch (CompletionException e) {
            return thrown(method, e.getCause());
        } catch (Throwable e) {
            return thrown(method, e);
        }
    }

    private Outcome thrown(MethodDescriptor<?> method, Throwable thrown) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, this);
        method.thrown().write(out, thrown);
        PayloadReader in = new PayloadReader(out.toBytes(), Limits.DEFAULT, this);
        Throwable read = method.thrown().read(in);
        in.end();
        return new Outcome.Threw(read);
    }

    @SuppressWarnings("unchecked")
    private <R> @Nullable R throughBytes(Codec<R> codec, @Nullable Object result) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, this);
        codec.write(out, (R) result);
        PayloadReader in = new PayloadReader(out.toBytes(), Limits.DEFAULT, this);
        R read = codec.read(in);
        in.end();
        return read;
    }
}
