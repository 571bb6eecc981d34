@RemoteOf(Ledger.class)
package ours;

import io.limpid.RemoteOf;
import theirs.Ledger;
