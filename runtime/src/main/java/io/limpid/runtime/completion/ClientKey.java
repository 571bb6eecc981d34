package io.limpid.runtime.completion;

/**
 * A client id together with who used it. What is kept for a client is kept under both, so that somebody who comes with another's id meets
 * nothing of theirs: not here, not where an object has moved to, and whether or not naming can be asked whose it is.
 *
 * @param principal as the certificate of the connection says; empty on a plain one
 */
public record ClientKey(long clientId, String principal) {}
