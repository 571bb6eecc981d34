package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.check.Trials;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Moves in virtual time show each mistake, soon; and nothing where there is none. */
final class PlantedMoveBugsTest {
    private static final int SEEDS = 5;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void eachPlantedBugIsCaught(PlantedMoveBug bug) {
        List<String> complaints = new ArrayList<>();
        int seed = 0;
        while (complaints.stream().noneMatch(bug::explains) && seed < SEEDS) {
            complaints.addAll(bug.course.complaints(bug, ++seed));
        }

        System.out.println(bug + ": " + seed + " seeds, complaints: " + complaints);
        assertThat(complaints).as("%s, %s seeds", bug, seed).anyMatch(bug::explains);
    }

    @ParameterizedTest
    @EnumSource
    void withoutABugNothingIsSeen(MoveCourse course) {
        for (int seed = 1; seed <= Trials.of(SEEDS, 1_000); seed++) {
            assertThat(course.complaints(PlantedMoveBug.NONE, seed))
                    .as("%s, seed %s", course, seed)
                    .isEmpty();
        }
    }
}
