package io.limpid.naming.state;

import io.limpid.log.LogPosition;
import io.limpid.log.StateMachine;
import io.limpid.naming.state.Command.Rebind;
import io.limpid.runtime.identity.ObjectName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;

/**
 * A mistake: names move whatever epoch whoever moves them believes them to have.
 *
 * @param asksForConsent whether only for whoever brings the holder's consent, which names the epoch, too
 */
public record EpochBlindNaming(StateMachine right, boolean asksForConsent) implements StateMachine {
    @Override
    public byte[] apply(LogPosition position, byte[] command) {
        return Messages.readCommand(command) instanceof Rebind rebind
                ? right.apply(position, Messages.write(ofPresentEpoch(rebind)))
                : right.apply(position, command);
    }

    private Rebind ofPresentEpoch(Rebind rebind) {
        Optional<UUID> consent = asksForConsent ? rebind.consent() : Optional.empty();
        return new Rebind(
                rebind.at(),
                rebind.name(),
                epochOf(rebind.name()).orElse(rebind.expectedEpoch()),
                rebind.host(),
                rebind.instance(),
                consent);
    }

    private Optional<Long> epochOf(ObjectName name) {
        Answer.Found found = (Answer.Found) Messages.readAnswer(right.query(Messages.write(new Query.Resolve(name))));
        return found.entry().map(entry -> entry.binding().epoch());
    }

    @Override
    public byte[] query(byte[] query) {
        return right.query(query);
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        right.writeSnapshot(out);
    }

    @Override
    public void readSnapshot(InputStream in) throws IOException {
        right.readSnapshot(in);
    }
}
