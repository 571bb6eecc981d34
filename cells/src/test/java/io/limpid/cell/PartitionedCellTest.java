package io.limpid.cell;

import io.limpid.runtime.network.Fault;
import io.limpid.runtime.network.Ordeal;
import io.limpid.runtime.network.Recorded;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that keep registers together, of which some are killed, stopped, parted, or have bad links, while others read and change them on
 * either side: whatever happens, each register was as if there were only one. {@code .ci/partitions} tries it for longer.
 */
@Timeout(7_200)
@Tag("ordeal")
final class PartitionedCellTest {
    @TempDir
    Path directory;

    @Test
    void whateverBefallsProcessesAndLinksEachRegisterIsAsIfThereWereOne() throws Exception {
        try (Ordeal ordeal = Ordeal.of(new RegistersCell(directory), directory)) {
            ordeal.bring(List.of(Fault.values()));

            List<Recorded> calls = ordeal.end();
            RegistersHistory.assertThatEachIsAsIfThereWereOne(calls);
            ordeal.assertThatOnlyMajoritiesAnsweredAndAllWereServedAgain();
        }
    }
}
