package io.limpid.runtime.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK of another version than the one in use: what {@code LIMPID_NEWER_JDK} or a {@code JAVA_HOME_...} names, or stands beside it.
 *
 * @param home where it is
 * @param feature its version, such as 25
 */
public record OtherJdk(Path home, int feature) {
    private static final String NAMED = "LIMPID_NEWER_JDK";
    private static final int OLDEST = 17;

    /** Gives the newest; skips the test where there is none, and fails it where the one that is named is none. */
    public static OtherJdk find() {
        String named = System.getenv(NAMED);
        if (named != null && !named.isEmpty()) {
            Optional<OtherJdk> jdk = at(Path.of(named));
            assertThat(jdk).as("the JDK at %s = %s", NAMED, named).isPresent();
            if (jdk.get().isOther()) {
                return jdk.get();
            }
        }
        List<Path> places = new ArrayList<>();
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (variable.getKey().startsWith("JAVA_HOME_")) {
                places.add(Path.of(variable.getValue()));
            }
        }
        places.addAll(beside(JavaProcess.thisJdk()));
        Optional<OtherJdk> newest = places.stream()
                .flatMap(place -> at(place).stream())
                .filter(OtherJdk::isOther)
                .max(Comparator.comparingInt(OtherJdk::feature));
        assumeTrue(
                newest.isPresent(),
                "no other JDK than " + Runtime.version().feature() + " is in JAVA_HOME_... or beside it; " + NAMED
                        + " names one");
        return newest.orElseThrow();
    }

    private boolean isOther() {
        return feature >= OLDEST && feature != Runtime.version().feature();
    }

    private static List<Path> beside(Path home) {
        try (Stream<Path> siblings = Files.list(home.toRealPath().resolveSibling("."))) {
            return siblings.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Reads the file that every JDK has. */
    private static Optional<OtherJdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return Optional.of(new OtherJdk(home, Runtime.Version.parse(version).feature()));
    }
}
