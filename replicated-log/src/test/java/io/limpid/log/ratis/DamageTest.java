package io.limpid.log.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.log.CorruptStoreException;
import io.limpid.log.HistoryMachine;
import io.limpid.log.LogSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores as a kill leaves them, then damaged at random: each is either opened with everything that was acknowledged, or refused with the
 * name of a file.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@Tag("ordeal")
class DamageTest {
    private static final int TRIALS = Integer.getInteger("limpid.log.damages", 60);
    private static final int OPENINGS = 4;
    private static final int COMMANDS = OPENINGS * 250;
    private static final int MOST_COPIES = 20;

    @TempDir
    static Path directory;

    private static Path killed;

    /** Changes one file of a store, and says which. */
    private interface Damage {
        Path inflict(Path store, Random random) throws IOException;
    }

    /** A copy of the files of a running log is what a kill leaves of it. Each opening starts another file of the log. */
    @BeforeAll
    static void leaveAStoreBehind() throws Exception {
        Path running = directory.resolve("running0");
        for (int opening = 1; opening <= OPENINGS; opening++) {
            Path copy = directory.resolve("running" + opening);
            try (RatisLog log = RatisLog.open(settings(running), new HistoryMachine())) {
                int last = COMMANDS / OPENINGS * opening - 1;
                for (int number = last + 1 - COMMANDS / OPENINGS; number < last; number++) {
                    var unused = log.submit(HistoryMachine.command(number, 40));
                }
                log.submit(HistoryMachine.command(last, 40)).get(30, TimeUnit.SECONDS);
                copyWhileRunning(running, copy);
            }
            running = copy;
        }
        killed = running;
    }

    @Test
    void aFlippedBitIsMendedOrRefused() throws Exception {
        run("flip", TRIALS, (store, random) -> {
            Path file = anyFile(store, random);
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(contentLength(bytes))] ^= (byte) (1 << random.nextInt(8));
            return Files.write(file, bytes);
        });
    }

    @Test
    void aFileCutShortIsMendedOrRefused() throws Exception {
        run("cut", TRIALS, (store, random) -> {
            Path file = anyFile(store, random);
            truncate(file, random.nextInt(contentLength(Files.readAllBytes(file))));
            return file;
        });
    }

    @Test
    void aMissingFileIsMendedOrRefused() throws Exception {
        run("lose", TRIALS / 3, (store, random) -> {
            Path file = anyFile(store, random);
            Files.delete(file);
            return file;
        });
    }

    /** What a crash in the middle of a write leaves: a part of an entry, then the zeros that were there before. */
    @Test
    void aTornEntryThatNobodyWasPromisedIsCutOff() throws Exception {
        Map<String, Integer> outcomes = run("tear", TRIALS / 3, (store, random) -> {
            Path open = files(store).stream()
                    .filter(file -> file.getFileName().toString().startsWith("log_inprogress"))
                    .findFirst()
                    .orElseThrow();
            byte[] log = Files.readAllBytes(open);
            SegmentScan scan = SegmentScan.read(LogSegmentFile.of(open).orElseThrow(), 0);
            System.arraycopy(log, SegmentScan.HEADER.length, log, (int) scan.wholeBytes(), 1 + random.nextInt(40));
            return Files.write(open, log);
        });

        assertThat(outcomes).containsOnlyKeys("log_inprogress_N mended");
    }

    /** It is the one cut that no entry shows; and Ratis takes such a store, elects its only peer, and never gets further. */
    @Test
    void aLogThatEndsBetweenTwoEntriesThatTheSnapshotHasIsMended() throws Exception {
        long seed = Long.getLong("limpid.seed", new Random().nextLong());
        Path store = directory.resolve("covered");
        int count = 100;
        try (RatisLog log = RatisLog.open(settings(store), new HistoryMachine())) {
            for (int number = 0; number < count; number++) {
                log.submit(HistoryMachine.command(number, 40)).get(30, TimeUnit.SECONDS);
            }
            log.snapshot().get(30, TimeUnit.SECONDS);
        }
        Path only = files(store).stream()
                .filter(file -> file.getFileName().toString().startsWith("log_inprogress"))
                .findFirst()
                .orElseThrow();
        int content = contentLength(Files.readAllBytes(only));
        truncate(only, content / 10 + new Random(seed).nextInt(content * 8 / 10));
        truncate(
                only, SegmentScan.read(LogSegmentFile.of(only).orElseThrow(), 0).wholeBytes());

        for (int opening = 0; opening < 2; opening++) {
            try (RatisLog log = RatisLog.open(settings(store), new HistoryMachine())) {
                assertThat(HistoryMachine.history(log.query(new byte[0]).get(30, TimeUnit.SECONDS)))
                        .as("seed %d", seed)
                        .hasSize(count + opening);
                log.submit(HistoryMachine.command(count + opening)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static void truncate(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    private static Map<String, Integer> run(String what, int count, Damage damage) throws Exception {
        long seed = Long.getLong("limpid.seed", new Random().nextLong());
        System.out.println("DamageTest." + what + ": seed " + seed + " (-Dlimpid.seed=...), " + count + " trials");
        Random random = new Random(seed);
        ExecutorService workers = Executors.newFixedThreadPool(12);
        Map<String, Integer> outcomes = new TreeMap<>();
        try {
            List<Future<String>> trials = new ArrayList<>();
            for (int trial = 0; trial < count; trial++) {
                long trialSeed = random.nextLong();
                Path store = directory.resolve(what + trial);
                trials.add(workers.submit((Callable<String>) () -> oneTrial(store, damage, new Random(trialSeed))));
            }
            for (Future<String> trial : trials) {
                outcomes.merge(trial.get(60, TimeUnit.SECONDS), 1, Integer::sum);
            }
        } finally {
            workers.shutdownNow();
        }
        System.out.println("DamageTest." + what + ": " + outcomes);
        return outcomes;
    }

    private static String oneTrial(Path store, Damage damage, Random random) throws Exception {
        copy(killed, store);
        Path victim = damage.inflict(store, random);
        String name = victim.getFileName().toString().replaceAll("\\d+", "N");
        try (RatisLog log = RatisLog.open(settings(store), new HistoryMachine())) {
            assertThat(HistoryMachine.history(log.query(new byte[0]).get(30, TimeUnit.SECONDS)))
                    .describedAs("after damage to %s", victim)
                    .containsExactlyElementsOf(
                            LongStream.range(0, COMMANDS).boxed().toList());
            log.submit(HistoryMachine.command(COMMANDS)).get(30, TimeUnit.SECONDS);
            return name + " mended";
        } catch (CorruptStoreException e) {
            assertThat(e).hasMessageContaining(e.file().toString());
            return name + " refused";
        } finally {
            delete(store);
        }
    }

    private static Path anyFile(Path store, Random random) throws IOException {
        List<Path> files = files(store);
        return files.get(random.nextInt(files.size()));
    }

    /** Where the file's content ends; Ratis fills up with zeros, and damage there would be damage to nothing. */
    private static int contentLength(byte[] bytes) {
        int length = bytes.length;
        while (length > 1 && bytes[length - 1] == 0) {
            length--;
        }
        return Math.min(bytes.length, length + 8);
    }

    private static LogSettings settings(Path store) {
        return LogSettings.single("test", store).withSnapshotEvery(300);
    }

    /** The files that hold anything: an empty one has nothing to damage. */
    private static List<Path> files(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() > 0)
                    .filter(file -> Files.exists(file) && !file.endsWith("lock") && !file.endsWith("in_use.lock"))
                    .sorted()
                    .toList();
        }
    }

    /** An old snapshot may be dropped under the copying hand. A kill sees the files at one moment, so the copy begins anew. */
    private static void copyWhileRunning(Path from, Path to) throws IOException {
        for (int attempt = 1; true; attempt++) {
            try {
                copy(from, to);
                return;
            } catch (NoSuchFileException | UncheckedIOException e) {
                if (attempt == MOST_COPIES) {
                    throw e;
                }
                delete(to);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void delete(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
