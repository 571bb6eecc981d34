package io.limpid.generator.read;

import io.limpid.generator.check.Report;

/** What every reader of one compilation uses. */
record Readers(Platform platform, RemoteTypes remoteTypes, WireNames wireNames, Report report) {}
