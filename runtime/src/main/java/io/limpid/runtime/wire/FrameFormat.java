package io.limpid.runtime.wire;

/** The fixed numbers of the frame format; {@code docs/wire.md} gives them to the world, a change makes another version. */
public final class FrameFormat {
    /** The version that this build speaks. */
    public static final int VERSION = 1;

    /** The bit in a greeting's features of whoever takes {@link Hints}. */
    public static final long HINTS_FEATURE = 1;

    /** How many bytes hold a frame's length. */
    public static final int LENGTH_BYTES = 4;

    /** How many bytes of payload a frame carries at most; a longer payload goes on in chunks. */
    public static final int MAX_SLICE_BYTES = 64 * 1024;

    /** How long a frame's header may be. */
    public static final int MAX_HEADER_BYTES = 8 * 1024;

    /** The greatest length of a frame once both sides have greeted. */
    public static final int MAX_FRAME_BYTES = MAX_SLICE_BYTES + MAX_HEADER_BYTES;

    /** The greatest length of a frame before that. */
    public static final int MAX_GREETING_BYTES = 16 * 1024;

    /** How long an interface's wire name may be. */
    public static final int MAX_INTERFACE_BYTES = 1024;

    /** The first bytes in the body of a HELLO: {@code LMPD}. */
    static final int MAGIC = 0x4C4D5044;

    static final int MAX_VARINT_BYTES = 10;
    static final int MAX_DETAIL_BYTES = 1024;
    static final int MAX_HOST_BYTES = 255;
    static final int MAX_REPLICAS = 8;

    private FrameFormat() {}
}
