package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.GoAway;
import io.limpid.runtime.wire.Limit;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a connection again and again, on its loop: finds peers that are dead, idle ones that are gone, and ones that do not read.
 * Time is counted in beats and not on a clock, so that a pause of this process does not make its peers look silent.
 */
final class Heartbeat {
    private static final int BEATS_TO_PING = 2;
    private static final int BEATS_TO_DEATH = 5;

    private final NettyConnection connection;
    private final long beatMillis;
    private final long idleBeats;
    private final long keepAliveBeats;
    private final long stallBeats;
    private final Wiring wiring;
    private final FloodBudget pings;
    private final FloodBudget acks;

    private @Nullable Future<?> beating;
    private boolean heard;
    private boolean wasBusy;
    private boolean wasUnwritten;
    private long silence;
    private long nonce;
    private long stalledFor;
    private long lastProgress;

    Heartbeat(NettyConnection connection, Wiring wiring) {
        this.connection = connection;
        this.beatMillis = Math.max(1, wiring.settings().patience().heartbeat().toMillis());
        this.idleBeats = beats(Duration.ofMillis(wiring.limit(Limit.IDLE_MILLIS)));
        this.keepAliveBeats = beats(Duration.ofMillis(wiring.limit(Limit.KEEP_ALIVE_MILLIS)));
        this.stallBeats = beats(wiring.settings().patience().stalledWrite());
        this.wiring = wiring;
        int span = (int) beats(Duration.ofMillis(wiring.limit(Limit.FLOOD_MILLIS)));
        this.pings = new FloodBudget(wiring.limit(Limit.PINGS), span);
        this.acks = new FloodBudget(wiring.limit(Limit.PINGS), span);
    }

    private long beats(Duration span) {
        return Math.max(1, span.toMillis() / beatMillis);
    }

    void start(EventLoop eventLoop) {
        // With a fixed delay: beats that a pause held up must not come all at once.
        beating = eventLoop.scheduleWithFixedDelay(this::beat, beatMillis, beatMillis, TimeUnit.MILLISECONDS);
    }

    void stop() {
        if (beating != null) {
            beating.cancel(false);
        }
    }

    /** A frame has come. */
    void heard() {
        heard = true;
    }

    void onPing(Frame.Ping ping) {
        if (pings.spend()) {
            connection.sender().send(new Frame.Pong(ping.nonce()));
        } else {
            connection.refuse(Refusal.FLOOD, GoAway.Cause.FLOOD, "too many pings");
        }
    }

    void onAck(Frame.Ack ack) {
        if (acks.spend()) {
            wiring.handler().acknowledged(connection, ack.clientId(), ack.acknowledged());
        } else {
            connection.refuse(Refusal.FLOOD, GoAway.Cause.FLOOD, "too many acknowledgements");
        }
    }

    private void beat() {
        connection.inbound().tick();
        pings.tick();
        acks.tick();
        acknowledge();
        // The silence that counts begins with the first call that waits for a word. Who takes what was waiting to be
        // written is alive,
        // though its answer to a ping may stand behind that.
        boolean busy = connection.outbound().inFlight() > 0;
        boolean taking = wasUnwritten && connection.sender().progress() != lastProgress;
        silence = heard || taking || busy != wasBusy ? 0 : silence + 1;
        heard = false;
        wasBusy = busy;
        if (isStalled()) {
            connection.cut(Refusal.NOT_READING, "the peer reads nothing of what it is sent");
            return;
        }
        connection.closeIfIdle();
        if (busy) {
            watchBusy();
        } else {
            watchIdle();
        }
    }

    /** Tells the peer what it may forget, where no further call has told it yet. */
    void acknowledge() {
        Frame.Ack ack = connection.outbound().acknowledgement();
        if (ack != null) {
            connection.sender().send(ack);
            connection.sender().flush();
        }
    }

    private boolean isStalled() {
        long progress = connection.sender().progress();
        boolean stalled = connection.sender().unwritten() > 0 && progress == lastProgress;
        lastProgress = progress;
        wasUnwritten = connection.sender().unwritten() > 0;
        stalledFor = stalled ? stalledFor + 1 : 0;
        return stalledFor >= stallBeats;
    }

    private void watchBusy() {
        if (silence >= BEATS_TO_DEATH) {
            connection.cut(
                    Refusal.SILENT, "the peer was silent for " + silence * beatMillis + " ms with calls under way");
        } else if (silence >= BEATS_TO_PING) {
            ping();
        }
    }

    private void watchIdle() {
        if (silence >= idleBeats + keepAliveBeats) {
            connection.cut(Refusal.SILENT, "the peer was silent for " + silence * beatMillis + " ms");
        } else if (silence == idleBeats) {
            ping();
        }
    }

    private void ping() {
        connection.sender().send(new Frame.Ping(++nonce));
        connection.sender().flush();
    }
}
