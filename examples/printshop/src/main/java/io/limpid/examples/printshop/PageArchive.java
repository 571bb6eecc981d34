package io.limpid.examples.printshop;

import io.limpid.Bind;
import io.limpid.Movable;
import io.limpid.MovableState;
import io.limpid.ResourceBinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** An archive on disk, larger than memory. */
// snippet: writes
@Movable
final class PageArchive implements Archive, MovableState {
    @Bind(ResourceBinding.BY_TYPE)
    private final Disk disk; // still bound by generated code: fields with @Bind are, and only these

    private Path pages; // the rest is its own business

    @Override
    public void capture(OutputStream out) throws IOException {
        Files.copy(pages, out);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        pages = disk.newFile();
        Files.copy(in, pages, StandardCopyOption.REPLACE_EXISTING);
    }
    // end

    @SuppressWarnings("NullAway") // Makes the empty archive where it arrives.
    private PageArchive() {
        disk = null;
        pages = null;
    }

    PageArchive(Disk disk) throws IOException {
        this.disk = disk;
        this.pages = disk.newFile();
    }

    @Override
    public void keep(String page) throws IOException {
        Files.writeString(pages, page + "\n", StandardOpenOption.APPEND);
    }

    @Override
    public long bytes() throws IOException {
        return Files.size(pages);
    }
}
