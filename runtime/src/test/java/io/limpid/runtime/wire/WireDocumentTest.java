package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.RemoteFailureException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the examples of docs/wire.md against the code. */
final class WireDocumentTest {
    private static Map<String, byte[]> examples() {
        Map<String, byte[]> examples = new LinkedHashMap<>();
        examples.put("int 300", Payloads.write(Codecs.PRIMITIVE_INT, 300));
        examples.put("int -1", Payloads.write(Codecs.PRIMITIVE_INT, -1));
        examples.put("long -2^63", Payloads.write(Codecs.PRIMITIVE_LONG, Long.MIN_VALUE));
        examples.put("double 1.0", Payloads.write(Codecs.PRIMITIVE_DOUBLE, 1.0));
        examples.put("Integer 5", Payloads.write(Codecs.INTEGER, 5));
        examples.put("String null", Payloads.write(Codecs.STRING, null));
        examples.put("String \"hé\"", Payloads.write(Codecs.STRING, "hé"));
        examples.put("BigDecimal 12.50", Payloads.write(Codecs.BIG_DECIMAL, new BigDecimal("12.50")));
        examples.put("LocalDate 2025-01-31", Payloads.write(Codecs.LOCAL_DATE, LocalDate.of(2025, 1, 31)));
        examples.put("Instant 1970-01-01T00:00:01Z", Payloads.write(Codecs.INSTANT, Instant.ofEpochSecond(1)));
        examples.put("Optional of \"a\"", Payloads.write(Codecs.optionalOf(Codecs.STRING), Optional.of("a")));
        examples.put("enum RED", Payloads.write(Samples.COLOUR, Samples.Colour.RED));
        examples.put("int[] {1, 2}", Payloads.write(Codecs.INT_ARRAY, new int[] {1, 2}));
        examples.put("ArrayList of \"a\", null", Payloads.write(Codecs.listOf(Codecs.STRING), list("a", null)));
        examples.put(
                "TreeMap \"a\" to 1",
                Payloads.write(Codecs.mapOf(Codecs.STRING, Codecs.INTEGER), new TreeMap<>(Map.of("a", 1))));
        examples.put(
                "record LineItem(\"a\", 1, 2)",
                Payloads.write(Samples.LineItemCodec.INSTANCE, new Samples.LineItem("a", 1, 2)));
        List<String> shared = list("a");
        examples.put(
                "record Pair of one list twice",
                Payloads.write(
                        new Samples.PairCodec<>(Codecs.listOf(Codecs.STRING), Codecs.listOf(Codecs.STRING)),
                        new Samples.Pair<>(shared, shared)));
        examples.put("sealed Circle(1.0)", Payloads.write(Samples.ShapeCodec.INSTANCE, new Samples.Circle(1)));
        List<Object> self = new ArrayList<>();
        self.add(self);
        examples.put("open list that contains itself", Payloads.write(Codecs.any(), self));
        ThrownTypes types = ThrownTypes.of(
                WireType.of("java.io.IOException", IOException.class, Codecs.throwable(IOException.class)));
        PayloadWriter thrown = Payloads.writer();
        types.write(thrown, new IOException("m"));
        examples.put("java.io.IOException \"m\"", thrown.toBytes());
        PayloadWriter failure = Payloads.writer();
        types.write(failure, new RemoteFailureException("m", "id"));
        examples.put("RemoteFailureException \"m\", id \"id\"", failure.toBytes());
        return examples;
    }

    private static List<String> list(String... elements) {
        return new ArrayList<>(java.util.Arrays.asList(elements));
    }

    @Test
    void theExamplesAreWhatTheCodeWrites() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "wire.md"));

        examples()
                .forEach((name, bytes) ->
                        assertThat(document).contains("| " + name + " | `" + Payloads.hex(bytes) + "` |"));
    }
}
