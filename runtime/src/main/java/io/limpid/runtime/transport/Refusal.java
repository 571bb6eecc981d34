package io.limpid.runtime.transport;

/** Why a connection was refused or cut. */
public enum Refusal {
    /** An HTTP request came. */
    HTTP,
    /** TLS came where plain text is spoken. */
    TLS_ON_PLAIN_PORT,
    /** Plain text came where TLS is spoken. */
    PLAIN_ON_TLS_PORT,
    /** The TLS handshake failed, such as for want of a certificate. */
    TLS_FAILED,
    /** What came first was no greeting of this protocol. */
    NOT_LIMPID,
    /** There is no version that both sides speak. */
    VERSION,
    /** A frame announced a length beyond the limit. */
    OVERSIZE,
    /** A frame was malformed, or not allowed where it came. */
    MALFORMED,
    /** More was asked than a peer may ask. */
    FLOOD,
    /** Client ids of others came, or numbers that no client gets to, again and again. */
    FORGED,
    /** The greeting did not come in time. */
    GREETING_LATE,
    /** The peer gave no sign of life. */
    SILENT,
    /** The peer does not read what it is sent. */
    NOT_READING
}
