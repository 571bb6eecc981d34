package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.identity.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LimpidAddressTest {
    @Test
    void anAddressNamesSeveralServers() {
        LimpidAddress address = LimpidAddress.parse("limpid://a:7400, b:7401,[::1]:7402,c");

        assertThat(address.servers())
                .containsExactly(
                        new Endpoint("a", 7400),
                        new Endpoint("b", 7401),
                        new Endpoint("::1", 7402),
                        new Endpoint("c", 7400));
        assertThat(address).hasToString("limpid://a:7400,b:7401,[::1]:7402,c:7400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a:7400",
                "http://a:7400",
                "limpid://",
                "limpid://a:7400,",
                "limpid://a:99999",
                "limpid://a:x"
            })
    void anythingElseIsRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> LimpidAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "address: '" + text + "' (expected: limpid://host:port, with further servers after commas)");
    }
}
