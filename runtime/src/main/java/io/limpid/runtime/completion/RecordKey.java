package io.limpid.runtime.completion;

/** Which call a completion record is of. The same for all attempts of the call, and for nothing else. */
public record RecordKey(ClientKey client, long sequence) {}
