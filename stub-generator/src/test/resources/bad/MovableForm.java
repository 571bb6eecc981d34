package bad;

import io.limpid.Movable;

class MovableForm {
    @Movable
    static class Needy {
        private Needy(int size) {}
    }

    @Movable
    class Inner {}

    @Movable
    static class Listed extends java.util.ArrayList<String> {}

    @Movable
    private static class Hidden {}
}
