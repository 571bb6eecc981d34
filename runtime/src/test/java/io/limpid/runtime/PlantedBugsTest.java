package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The checkers see each mistake that was ever thought of, soon; and see nothing where there is none. */
final class PlantedBugsTest {
    private static final int SEEDS = 20;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void eachPlantedBugIsCaught(PlantedBug bug) {
        int seed = 0;
        List<String> complaints = List.of();
        while (complaints.isEmpty() && seed < SEEDS) {
            complaints = complaints(bug, seed++);
        }

        System.out.println(bug + ": caught after " + seed + " seeds, first complaint: "
                + (complaints.isEmpty() ? "none" : complaints.get(0)));
        assertThat(complaints).as("%s, %s seeds", bug, seed).anyMatch(complaint -> complaint.contains(bug.symptom));
    }

    @Test
    void withoutABugNothingIsSeen() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(complaints(PlantedBug.NONE, seed)).as("seed %s", seed).isEmpty();
        }
    }

    private static List<String> complaints(PlantedBug bug, long seed) {
        return Arrays.stream(Course.values())
                .flatMap(course -> course.complaints(bug, seed).stream().map(each -> course + ": " + each))
                .toList();
    }
}
