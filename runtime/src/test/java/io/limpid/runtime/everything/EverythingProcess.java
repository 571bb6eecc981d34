package io.limpid.runtime.everything;

import io.limpid.runtime.Host;
import io.limpid.runtime.identity.Endpoint;
import java.lang.reflect.Method;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** The other process: holds an {@link EverythingObject}, or calls one and asks for all that must hold. */
final class EverythingProcess {
    private EverythingProcess() {}

    /** Holds one until its input ends or, given an endpoint, calls what is there. */
    public static void main(String[] arguments) throws Throwable {
        System.out.println("java " + Runtime.version().feature());
        if (arguments.length == 0) {
            try (Host host = Sockets.host()) {
                System.out.println("at " + host.endpoint());
                System.in.read();
            }
            return;
        }
        try (Sockets sockets = Sockets.open(Sockets.Caller.CLIENT, () -> {}, Endpoint.parse(arguments[0], 0))) {
            System.out.println("held " + askAll(sockets.everything()));
        }
    }

    private static int askAll(Everything everything) throws Throwable {
        EverythingBehaviour behaviour = new EverythingBehaviour() {
            @Override
            protected Everything everything() {
                return everything;
            }
        };
        int held = 0;
        for (Method method : EverythingBehaviour.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.invoke(behaviour);
                held++;
            }
        }
        for (DynamicTest each : behaviour.everyTypeComesBackAsItWent().toList()) {
            each.getExecutable().execute();
            held++;
        }
        return held;
    }
}
