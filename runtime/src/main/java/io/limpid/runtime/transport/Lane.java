package io.limpid.runtime.transport;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import org.jspecify.annotations.Nullable;

/** A connection that is open and has room, for calls that pass the layers by. Thread-safe. */
public interface Lane {
    /** Writes the arguments of a call; null if they cannot be sent, and the layers are to say why. */
    byte @Nullable [] encode(MethodDescriptor<?> method, Arguments arguments);

    /** Sends an attempt. Where the connection has closed meanwhile, the attempt is told so as of any other. */
    void send(Attempt attempt, byte[] arguments);

    /** The only attempt until now of a call that serves no other. What the methods give does not change. */
    interface Attempt {
        /** Which object is meant. */
        ObjectName object();

        /** Which method. */
        MethodDescriptor<?> method();

        /** As which the object is believed to be there. */
        Standing standing();

        /** The call's identity. */
        InvocationId id();

        /** Up to where its client has its answers. */
        Acknowledged acknowledged();

        /** When the call must have ended. */
        Deadline deadline();

        /** When it began, on the process's clock. */
        long startNanos();

        /** It is about to be sent; once, before anything else. */
        void goes(Sent sent);

        /** It has been under way for long. On the connection's loop, perhaps again and again; must return at once. */
        void tarries();

        /** Takes how it ended; once, on an I/O thread; must return at once. */
        void ended(Outcome outcome);
    }

    /** An attempt that was given to a connection. */
    @FunctionalInterface
    interface Sent {
        /** The caller no longer waits: the attempt ends by what is known, and the peer is told. On any thread. */
        void cancel();
    }
}
