package io.limpid.examples.printshop;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import java.io.IOException;

/** Keeps every page that was ever printed. */
@Remote
public interface Archive {
    /** Keeps a page. */
    void keep(String page) throws IOException;

    /** How many bytes are kept. */
    @ReadOnly
    long bytes() throws IOException;
}
