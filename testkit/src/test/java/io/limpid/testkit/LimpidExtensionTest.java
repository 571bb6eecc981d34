package io.limpid.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a user's tests get from the extension; the nested classes are such tests. */
class LimpidExtensionTest {
    @Test
    void eachTestHasAClusterOfItsOwn() {
        OwnCluster.SEEN.clear();

        EngineExecutionResults results = run(OwnCluster.class);

        results.testEvents().assertStatistics(events -> events.succeeded(2));
        assertThat(OwnCluster.SEEN).hasSize(2);
    }

    @Test
    void aFailureSaysHowToRunItAgain() {
        assertThat(traceOf(Failing.class))
                .contains("as planned by its author")
                .contains("seed 42; run it again with -Dlimpid.seed=42");
    }

    @Test
    void aTestWhosePlannedFaultWasNotMetFails() {
        assertThat(traceOf(Forgetful.class))
                .contains("planned on the link to host first, and met by no call: [LOSE_ANSWER]");
    }

    @Test
    void aConstructorHasNoCluster() {
        assertThat(traceOf(TooEarly.class)).contains("a TestCluster is one test's (expected: taken in a test method,");
    }

    @Test
    void ofTestsThatRunAtOnceOnlyAParameterTellsWhichIsMeant() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(AtOnce.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute();

        results.testEvents().assertStatistics(events -> events.succeeded(2));
    }

    @Test
    void outsideOfTestsThereIsNoCluster() {
        LimpidExtension limpid = new LimpidExtension();

        assertThatThrownBy(limpid::cluster)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no test is running");
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static String traceOf(Class<?> tests) {
        List<Throwable> failures = run(tests).allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow())
                .toList();
        assertThat(failures).hasSize(1);
        StringWriter trace = new StringWriter();
        failures.get(0).printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    @ExtendWith(LimpidExtension.class)
    static class OwnCluster {
        static final Set<TestCluster> SEEN = new HashSet<>();

        @Test
        void one(TestCluster cluster) {
            SEEN.add(cluster);
        }

        @Test
        void another(TestCluster cluster) {
            SEEN.add(cluster);
        }
    }

    static class AtOnce {
        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @RegisterExtension
        static final LimpidExtension LIMPID = new LimpidExtension();

        @Test
        void one(TestCluster cluster) throws Exception {
            runs(cluster);
        }

        @Test
        void another(TestCluster cluster) throws Exception {
            runs(cluster);
        }

        private static void runs(TestCluster cluster) throws Exception {
            assertThat(cluster.host().host().name()).isEqualTo("first");
            BOTH.await(10, TimeUnit.SECONDS);
            assertThatThrownBy(LIMPID::cluster)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("2 tests share this extension and run at once");
            BOTH.await(10, TimeUnit.SECONDS);
        }
    }

    static class Failing {
        @RegisterExtension
        static final LimpidExtension LIMPID = LimpidExtension.seeded(42);

        @Test
        void fails() {
            throw new AssertionError("as planned by its author");
        }
    }

    @ExtendWith(LimpidExtension.class)
    static class Forgetful {
        @Test
        void plansAndCallsNobody(TestCluster cluster) {
            cluster.host().link().next(Fate.LOSE_ANSWER);
        }
    }

    @ExtendWith(LimpidExtension.class)
    static class TooEarly {
        TooEarly(TestCluster cluster) {
            throw new AssertionError("made with " + cluster);
        }

        @Test
        void isNeverRun() {}
    }
}
