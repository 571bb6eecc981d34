package io.limpid.runtime.invocation;

import io.limpid.runtime.identity.Binding;
import java.util.concurrent.CompletableFuture;

/**
 * The first attempt of a call that was sent before the call came to the layers. They take it for one that they have passed on.
 *
 * @param binding where the object was believed to be
 * @param outcome how it will end, or has ended
 */
public record EarlyAttempt(Binding binding, CompletableFuture<Outcome> outcome) {}
