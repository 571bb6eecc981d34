package io.limpid.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A JDK to run peers on.
 *
 * @param home its folder
 * @param version as it names itself
 * @param feature the number that its release goes by, such as 17
 */
public record Jdk(Path home, String version, int feature) {
    /**
     * Looks at a folder.
     *
     * @throws IllegalArgumentException if there is no JDK
     */
    public static Jdk at(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            throw new IllegalArgumentException(
                    "jdk: " + home + " (expected: the home of a JDK, which has a file 'release')");
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(release)));
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        return new Jdk(home, version, Runtime.Version.parse(version).feature());
    }

    /** The one that runs this. */
    public static Jdk current() {
        return new Jdk(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.version"),
                Runtime.version().feature());
    }
}
