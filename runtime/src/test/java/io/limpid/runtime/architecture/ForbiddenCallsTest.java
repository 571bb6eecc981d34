package io.limpid.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The rule itself is tried on a class that breaks it in every way, or it could rot unseen. */
final class ForbiddenCallsTest {

    private final JavaClasses offender = new ClassFileImporter().importClasses(Offender.class, Offender.Nested.class);

    @Test
    void everyForbiddenCallIsFoundOnce() {
        var result = ForbiddenCalls.onlyIn(Set.of()).evaluate(offender);

        assertThat(result.getFailureReport().getDetails())
                .hasSize(16)
                .noneMatch(detail -> detail.contains("passedIn"))
                .anyMatch(detail -> detail.contains("Thread.sleep"))
                .anyMatch(detail -> detail.contains("System.nanoTime"))
                .anyMatch(detail -> detail.contains("System.currentTimeMillis"))
                .anyMatch(detail -> detail.contains("Instant.now"))
                .anyMatch(detail -> detail.contains("LocalDate.now"))
                .anyMatch(detail -> detail.contains("Clock.systemUTC"))
                .anyMatch(detail -> detail.contains("Random.<init>"))
                .anyMatch(detail -> detail.contains("ThreadLocalRandom.current"))
                .anyMatch(detail -> detail.contains("UUID.randomUUID"))
                .anyMatch(detail -> detail.contains("Math.random"))
                .anyMatch(detail -> detail.contains("Thread.<init>"))
                .anyMatch(detail -> detail.contains("Thread.start"))
                .anyMatch(detail -> detail.contains("Executors.newCachedThreadPool"))
                .anyMatch(detail -> detail.contains("runAsync"))
                .anyMatch(detail -> detail.contains("orTimeout"))
                .anyMatch(detail -> detail.contains("parallelStream"));
    }

    @Test
    void anAdapterAndWhatIsNestedInItAreExcused() {
        var adapters = Set.of(ForbiddenCallsTest.class.getName());

        var result = ForbiddenCalls.onlyIn(adapters).evaluate(offender);

        assertThat(result.hasViolation()).isFalse();
    }

    @SuppressWarnings({"unused", "ReturnValueIgnored"})
    private static final class Offender {

        void time() throws InterruptedException {
            Thread.sleep(1);
            System.nanoTime();
            System.currentTimeMillis();
            Instant.now();
            LocalDate.now();
            java.time.Clock.systemUTC();
        }

        void randomness() {
            new Random();
            ThreadLocalRandom.current();
            UUID.randomUUID();
            Math.random();
        }

        void passedIn(java.time.Clock clock) {
            Instant.now(clock);
            CompletableFuture.runAsync(() -> {}, Runnable::run);
        }

        private static final class Nested {

            void threads() {
                new Thread(() -> {}).start();
                Executors.newCachedThreadPool();
                CompletableFuture.runAsync(() -> {}).orTimeout(1, TimeUnit.SECONDS);
                List.of().parallelStream();
            }
        }
    }
}
