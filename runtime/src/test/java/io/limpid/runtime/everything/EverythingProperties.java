package io.limpid.runtime.everything;

import io.limpid.runtime.everything.Values.Node;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random values of every type, there and back over a socket. A failure tells the seed that makes the values again. */
final class EverythingProperties {
    private static final List<Method> ECHOES = Arrays.stream(Everything.class.getMethods())
            .filter(method -> method.getName().startsWith("echo") && method.getTypeParameters().length == 0)
            .filter(method -> !method.getName().equals("echoNodes"))
            .sorted(Comparator.comparing(Method::getName))
            .toList();

    private static Sockets sockets;

    @BeforeContainer
    static void open() {
        sockets = Sockets.open(Sockets.Caller.CLIENT);
    }

    @AfterContainer
    static void close() throws Exception {
        sockets.close();
    }

    @Property(tries = 40)
    void anyValueOfAnyTypeComesBackAsItWent(@ForAll long seed) throws Exception {
        RandomValues values = new RandomValues(seed);
        for (Method echo : ECHOES) {
            Object value = values.of(echo.getGenericParameterTypes()[0]);

            Object back = echo.invoke(sockets.everything(), value);

            Alike.assertSame(echo.getName() + " of " + value + " from seed " + seed, back, value);
        }
    }

    @Property(tries = 40)
    void anyValueComesBackAsItWentWhereItsTypeIsOpen(@ForAll long seed) {
        RandomValues values = new RandomValues(seed);
        for (Method echo : ECHOES) {
            Type type = echo.getGenericParameterTypes()[0];
            if (isArrayOfComposites(echo.getParameterTypes()[0])) {
                continue;
            }
            Object value = values.of(type);

            Object back = sockets.everything().echoAny(value);

            Alike.assertSame(type + " " + value + " from seed " + seed, back, asOpen(value));
        }
    }

    @Property(tries = 200)
    void anyGraphKeepsItsAliasesAndCycles(@ForAll long seed) {
        List<Node> graph = new RandomValues(seed).graph();

        List<Node> back = sockets.everything().echoNodes(graph);

        Alike.assertSameShape("seed " + seed, back, graph);
    }

    /** Such an array is refused where the type is open; in an {@code Object[]} its parts may travel. */
    private static boolean isArrayOfComposites(Class<?> type) {
        return type.isArray() && (type.getComponentType().isArray() || type.getComponentType() == List.class);
    }

    /** Nothing tells the enum of a set or map of an open type, least of all an empty one. */
    private static Object asOpen(Object value) {
        if (value instanceof EnumSet<?> set) {
            return new LinkedHashSet<>(set);
        }
        return value instanceof EnumMap<?, ?> map ? new LinkedHashMap<>(map) : value;
    }
}
