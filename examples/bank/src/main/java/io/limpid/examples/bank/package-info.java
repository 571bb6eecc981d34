/** Accounts on two hosts, a ledger of transfers, and an audit. */
@NullMarked
package io.limpid.examples.bank;

import org.jspecify.annotations.NullMarked;
