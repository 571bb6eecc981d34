package io.limpid.runtime.everything;

/** All that must hold, with bytes in between and no network. */
final class EverythingInMemoryTest extends EverythingBehaviour {
    @Override
    protected Everything everything() {
        return new Loopback().stub(new EverythingObject(), Everything.class);
    }
}
