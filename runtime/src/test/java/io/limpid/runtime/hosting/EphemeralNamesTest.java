package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.identity.ObjectName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EphemeralNamesTest {
    private final EphemeralNames names = new EphemeralNames("1f");

    @Test
    void anObjectKeepsItsNameAndNoOtherHasItHoweverEqual() {
        List<String> one = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        ObjectName name = names.of(one);
        one.add("changed");

        assertThat(names.of(one)).isEqualTo(name);
        assertThat(names.of(equal)).isNotEqualTo(name);
        assertThat(name).isEqualTo(new ObjectName("~/1f-1"));
    }

    @Test
    void whatNobodyHoldsIsForgotten() {
        for (int i = 0; i < 1_000; i++) {
            names.of(new Object());
        }
        Object last = new Object();

        await().until(() -> {
            System.gc();
            names.of(last);
            return names.size() == 1;
        });
    }
}
