package bad;

import io.limpid.Fastened;
import io.limpid.MovableState;
import java.io.InputStream;
import java.io.OutputStream;

class UnmarkedMovable implements MovableState {
    @Override
    public void capture(OutputStream out) {}

    @Override
    public void restore(InputStream in) {}

    static class Below extends UnmarkedMovable {}

    @Fastened
    static class Stays extends UnmarkedMovable {}

    abstract static class Base implements MovableState {}
}
