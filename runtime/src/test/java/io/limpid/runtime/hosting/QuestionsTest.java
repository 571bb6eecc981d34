package io.limpid.runtime.hosting;

import static io.limpid.runtime.hosting.Probe.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.completion.Told;
import io.limpid.runtime.hosting.Bench.Line;
import io.limpid.runtime.hosting.Bench.Sent;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.NoReferences;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever asks what became of a call gets an answer that stays true, and nothing is run by asking. */
final class QuestionsTest {
    private static final InvocationId CALL = new InvocationId(7, 1_000);
    private static final MethodDescriptor<Told> QUESTION = Question.methodOf(Probe.ID);

    private final Bench bench = new Bench();
    private final Steps object = new Steps() {
        @Override
        public int write(int value) throws Exception {
            if (value < 0) {
                throw new IllegalStateException("planted");
            }
            return super.write(value);
        }
    };
    private final Export export = bench.export("a", object);
    private long asked = 5_000;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aCallThatReturnedIsToldWithItsResultAsOftenAsItIsAskedAbout() {
        object.letGo(42);
        Bench.outcome(write(42));

        assertThat(fate()).isEqualTo(new Fate.Returned(42));
        assertThat(fate()).isEqualTo(new Fate.Returned(42));
        assertThat(object.log).containsExactly("write 42", "end 42");
    }

    @Test
    void aCallThatFailedIsToldWithItsFailure() {
        Bench.outcome(write(-1));

        assertThat(fate())
                .isInstanceOfSatisfying(
                        Fate.Threw.class, threw -> assertThat(threw.exception()).hasMessage("planted"));
    }

    @Test
    void aCallThatRunsIsSaidToRunAtOnce() {
        Sent running = write(1);
        await().until(() -> object.log.contains("write 1"));

        assertThat(fate()).isEqualTo(new Fate.Running());
        object.letGo(1);
        assertThat(Bench.outcome(running)).isEqualTo(new Outcome.Returned(1));
        assertThat(fate()).isEqualTo(new Fate.Returned(1));
    }

    @Test
    void aCallThatHasNotComeNeverRuns() {
        assertThat(fate()).isEqualTo(new Fate.NotExecuted());

        assertThat(Bench.refusal(write(0))).isEqualTo(Reason.CANCELLED);
        assertThat(fate()).isEqualTo(new Fate.NotExecuted());
        assertThat(object.log).isEmpty();
    }

    @Test
    void whatTheClientHasAcknowledgedIsForgotten() {
        Bench.outcome(write(0));
        bench.hosting.acknowledged(bench.line, 7, 1_001);

        assertThat(fate())
                .isInstanceOfSatisfying(
                        Fate.Forgotten.class,
                        forgotten -> assertThat(forgotten.why()).contains("does not need"));
    }

    @Test
    void anotherIncarnationDoesNotKnowAndBarsNothing() {
        export.becomeCurrent(new Standing(2, 2));

        Outcome told = ask(new Question(CALL.sequence(), 1), bench.line, 2);

        assertThat(fateOf(told))
                .isInstanceOfSatisfying(
                        Fate.Forgotten.class,
                        forgotten -> assertThat(forgotten.why()).contains("is lost"));
        assertThat(bench.hosting.recordedCalls()).isZero();
    }

    @Test
    void anotherPrincipalLearnsNothing() {
        bench.sending("a", WRITE).as(CALL).over(new Line("alice")).send();

        Outcome told = ask(new Question(CALL.sequence(), 1), new Line("mallory"), 1);

        assertThat(told)
                .isInstanceOfSatisfying(
                        Outcome.NotExecuted.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED));
    }

    @Test
    void nobodyBarsCallsThatAreNotMadeYet() {
        for (long sequence : new long[] {5_001, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(ask(new Question(sequence, 1), bench.line, 1))
                    .isInstanceOfSatisfying(
                            Outcome.NotExecuted.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_REQUEST));
        }
        assertThat(bench.hosting.recordedCalls()).isZero();
    }

    @Test
    void questionsAboutCallsThatDidNotComeTakeTheRoomOfAWindowAtMost() {
        for (int i = 1; i <= 600; i++) {
            ask(new Question(i, 1), bench.line, 1);
        }

        assertThat(bench.hosting.recordedCalls()).isEqualTo(512);
        bench.hosting.acknowledged(bench.line, 7, 601);
        assertThat(bench.hosting.recordedCalls()).isZero();
    }

    private Sent write(int value) {
        return bench.sending("a", WRITE).as(CALL).value(value).send();
    }

    private Fate fate() {
        return fateOf(ask(new Question(CALL.sequence(), 1), bench.line, 1));
    }

    private Outcome ask(Question question, Line over, long epoch) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
        question.writeTo(out);
        return Bench.outcome(bench.sending("a", QUESTION)
                .as(new InvocationId(7, ++asked))
                .over(over)
                .epoch(epoch)
                .incarnation(epoch)
                .payload(out.toBytes())
                .send());
    }

    /** As it arrives. */
    private static Fate fateOf(Outcome outcome) {
        Told told = (Told) ((Outcome.Returned) outcome).value();
        Codec<Told> codec = QUESTION.result();
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
        codec.write(out, told);
        PayloadReader in = new PayloadReader(out.toBytes(), Limits.DEFAULT, new NoReferences());
        Fate fate = codec.read(in).of(WRITE);
        in.end();
        return fate;
    }
}
