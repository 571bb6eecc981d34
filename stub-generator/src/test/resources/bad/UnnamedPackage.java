import io.limpid.Remote;

@Remote
interface UnnamedPackage {
    int size();
}
