package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.log.CorruptStoreException;
import io.limpid.log.LogSettings;
import io.limpid.log.PeerId;
import io.limpid.log.ReplicatedLog;
import io.limpid.log.StateMachine;
import io.limpid.log.ratis.RatisLog;
import io.limpid.naming.service.NamingService;
import io.limpid.naming.service.Tenants;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.SystemClock;
import io.limpid.runtime.invocation.SystemScheduler;
import io.limpid.runtime.location.Naming.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file of the store: naming comes back with what it answered, or refuses by the file's name. */
@Tag("ordeal")
final class DamagedStoreTest {
    private static final int DAMAGES = Integer.getInteger("limpid.test.damages", 40);
    private static final int NAMES = 60;
    private static final UUID INSTANCE = new UUID(1, 1);

    @TempDir
    Path directory;

    @Test
    void aFlippedBitOrALostEndNeverGivesAWrongBinding() throws Exception {
        Path whole = directory.resolve("whole");
        Map<ObjectName, Binding> answered = fill(whole);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int recovered = 0;
        int refused = 0;

        for (int damage = 0; damage < DAMAGES; damage++) {
            Path copy = directory.resolve("copy-" + damage);
            copy(whole, copy);
            Path file = pick(copy, random);
            boolean cut = random.nextBoolean();
            damage(file, cut, random);
            try (SystemScheduler scheduler = new SystemScheduler("test");
                    NamingService naming = open(copy, scheduler)) {
                for (Entry entry : naming.list("", "", 1_000)) {
                    assertThat(entry.binding())
                            .as("seed %d, damage %d to %s", seed, damage, file)
                            .isEqualTo(answered.get(entry.binding().name()));
                }
                if (!cut) {
                    assertThat(naming.status().names())
                            .as("seed %d, damage %d to %s", seed, damage, file)
                            .isEqualTo(NAMES);
                }
                recovered++;
            } catch (CorruptStoreException e) {
                assertThat(e).hasMessageContaining(copy.toString());
                refused++;
            } catch (IOException e) {
                throw new AssertionError(
                        "seed " + seed + ", damage " + damage + " to " + file + (cut ? ", cut" : ", one bit"), e);
            }
        }

        System.out.printf(
                "damages: %d, seed: %d, recovered: %d, refused by name: %d, wrong bindings: 0%n",
                DAMAGES, seed, recovered, refused);
        assertThat(refused).isPositive();
    }

    private static Map<ObjectName, Binding> fill(Path data) throws Exception {
        Map<ObjectName, Binding> answered = new HashMap<>();
        try (SystemScheduler scheduler = new SystemScheduler("test");
                NamingService naming = open(data, scheduler)) {
            naming.joinHost("h", INSTANCE, new Endpoint("127.0.0.1", 9000));
            for (int i = 0; i < NAMES; i++) {
                ObjectName name = new ObjectName("bank/accounts/" + i);
                answered.put(name, naming.bind(name, new InterfaceId("bank.Account"), "h", INSTANCE));
            }
        }
        return answered;
    }

    private static NamingService open(Path data, SystemScheduler scheduler) throws IOException {
        return NamingService.open(
                machine -> log(data, machine),
                new PeerId("single"),
                new NamingService.Founding(Terms.DEFAULT, Optional.empty(), Tenants.NOBODY),
                new SystemClock(),
                scheduler);
    }

    /** Snapshots often, so that snapshots and log are both there to be damaged. */
    private static ReplicatedLog log(Path data, StateMachine machine) throws IOException {
        return RatisLog.open(LogSettings.single("naming", data).withSnapshotEvery(25), machine);
    }

    private static Path pick(Path copy, Random random) throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            List<Path> candidates = files.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList();
            return candidates.get(random.nextInt(candidates.size()));
        }
    }

    private static void damage(Path file, boolean cut, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        if (cut) {
            Files.write(file, Arrays.copyOf(bytes, at));
        } else {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
