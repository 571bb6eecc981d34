package bad;

import io.limpid.Remote;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.util.List;

@Remote
interface StreamType {
    void attach(String name, InputStream receipt);

    PrintWriter log();

    List<FileChannel> channels();
}
