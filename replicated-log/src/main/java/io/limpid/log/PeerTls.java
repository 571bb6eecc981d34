package io.limpid.log;

import java.nio.file.Path;

/**
 * How peers prove themselves to one another: each shows its certificate, and both must come from the trusted authority.
 *
 * @param privateKey this peer's key, PKCS#8 in PEM
 * @param certificates this peer's certificate chain in PEM
 * @param trusted the authority's certificates in PEM; keep it for peers alone, because whoever it signs may join in
 */
public record PeerTls(Path privateKey, Path certificates, Path trusted) {}
