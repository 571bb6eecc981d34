package io.limpid.examples.printshop;

import java.io.IOException;
import java.nio.file.Path;

/** What a host lends to those who need space. */
public interface Disk {
    /** Makes an empty file. */
    Path newFile() throws IOException;
}
