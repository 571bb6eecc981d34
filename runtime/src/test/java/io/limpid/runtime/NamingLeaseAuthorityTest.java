package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.LeaseAuthority.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What naming's word about a client id means for the client. */
final class NamingLeaseAuthorityTest {
    private final FakeNaming naming = new FakeNaming();
    private final NamingLeaseAuthority authority = new NamingLeaseAuthority(naming, "test");

    @Test
    void anIdThatIsRenewedGoesOn() {
        assertThat(authority.renew(7).join()).isEqualTo(new Answer.Granted(7, Duration.ofMinutes(1)));
    }

    @Test
    void anIdThatIsAnothersIsOfNoMoreUse() {
        naming.renewals = refusal(Reason.NOT_ALLOWED);

        assertThat(authority.renew(7).join()).isEqualTo(new Answer.Ended());
    }

    @Test
    void anIdIsNotGivenUpBecauseNamingCannotBeReached() {
        naming.renewals = refusal(Reason.UNREACHABLE);

        assertThat(authority.renew(7).join()).isEqualTo(new Answer.Unavailable("refused"));
    }

    private static NotExecutedException refusal(Reason reason) {
        return new NotExecutedException(reason, "refused", "refused", null);
    }
}
