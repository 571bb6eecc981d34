package io.limpid.testkit;

import io.limpid.runtime.invocation.SystemRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives each test a {@link TestCluster} of its own, as a parameter of the test or of its {@code @BeforeEach} and {@code @AfterEach}
 * methods:
 *
 * <pre>{@code
 * @ExtendWith(LimpidExtension.class)
 * class DepositTest {
 *     @Test
 *     void aDepositWhoseAnswerIsLostIsMadeOnce(TestCluster cluster) { ... }
 * }
 * }</pre>
 *
 * <p>or from a field, {@code @RegisterExtension LimpidExtension limpid = LimpidExtension.seeded(7)}, with {@link #cluster()}. Without
 * a seed each test draws one. A test that fails says its seed, and {@code -Dlimpid.seed=N} sets it. A test that passes although a
 * fault that it planned was met by no call fails.
 */
public final class LimpidExtension
        implements BeforeEachCallback, AfterEachCallback, ParameterResolver, TestExecutionExceptionHandler {
    private static final String SEED_PROPERTY = "limpid.seed";

    /** Few digits are easier to copy. */
    private static final int SEEDS = 1_000_000;

    private final @Nullable Long seed;
    private final Set<TestCluster> running = ConcurrentHashMap.newKeySet();

    /** Makes one whose tests draw their seeds. */
    public LimpidExtension() {
        this(null);
    }

    private LimpidExtension(@Nullable Long seed) {
        this.seed = seed;
    }

    /** Makes one whose tests all have this seed, unless {@code -Dlimpid.seed} says another. */
    public static LimpidExtension seeded(long seed) {
        return new LimpidExtension(seed);
    }

    /**
     * The cluster of the test that runs.
     *
     * @throws IllegalStateException if no test runs, or several do at once
     */
    public TestCluster cluster() {
        Set<TestCluster> now = Set.copyOf(running);
        if (now.isEmpty()) {
            throw new IllegalStateException(
                    "no test is running (expected: called in a test method, @BeforeEach or @AfterEach;"
                            + " and the extension is registered, by @RegisterExtension on its field)");
        }
        if (now.size() > 1) {
            throw new IllegalStateException(
                    now.size()
                            + " tests share this extension and run at once (expected: a TestCluster parameter, or a field that is not static)");
        }
        return now.iterator().next();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TestCluster cluster = TestCluster.start(chosenSeed());
        store(context).put(TestCluster.class, cluster);
        running.add(cluster);
    }

    private long chosenSeed() {
        String given = System.getProperty(SEED_PROPERTY);
        if (given != null) {
            try {
                return Long.parseLong(given);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(SEED_PROPERTY + ": " + given + " (expected: a whole number)", e);
            }
        }
        return seed != null ? seed : Math.floorMod(SystemRandom.unique().getMostSignificantBits(), SEEDS);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestCluster cluster = store(context).remove(TestCluster.class, TestCluster.class);
        if (cluster == null) {
            return;
        }
        running.remove(cluster);
        try (cluster) {
            if (context.getExecutionException().isEmpty()) {
                cluster.assertFaultsWereMet();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestCluster cluster = store(context).get(TestCluster.class, TestCluster.class);
        if (cluster == null) {
            throw new ParameterResolutionException(
                    "parameter " + parameter.getParameter().getName() + " of "
                            + parameter.getDeclaringExecutable().getName()
                            + ": a TestCluster is one test's (expected: taken in a test method, @BeforeEach or @AfterEach)");
        }
        return cluster;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        TestCluster cluster = store(context).get(TestCluster.class, TestCluster.class);
        if (cluster != null) {
            failure.addSuppressed(new Seed(cluster.seed()));
        }
        throw failure;
    }

    private Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(LimpidExtension.class, this));
    }

    /** Stands in a failure's trace, and is none. */
    private static final class Seed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Seed(long seed) {
            super("seed " + seed + "; run it again with -D" + SEED_PROPERTY + "=" + seed, null, false, false);
        }
    }
}
