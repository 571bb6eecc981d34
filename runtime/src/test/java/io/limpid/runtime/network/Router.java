package io.limpid.runtime.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Passes packets on between places, or does not. They come as datagrams of VXLAN (RFC 7348): eight bytes, of which the network's number is that
 * of the place, then the Ethernet frame with the IP packet. The receiver's number is the last byte of the address that the packet goes to.
 *
 * <p>The kernel leaves it to the card to sum up TCP and UDP; here is none, so that is done here. One thread; {@link #set} may be called from
 * any.
 */
final class Router implements AutoCloseable {
    static final int PORT = 4789;

    private static final int NETWORK = 6;
    private static final int PACKET = 22;
    private static final int RECEIVER = PACKET + 19;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final DatagramChannel channel;
    private final Selector selector;
    private final InetSocketAddress kernel;
    private final Way[][] ways;
    private final Random random;
    private final PriorityQueue<Late> late = new PriorityQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
    private final Thread thread = new Thread(this::run, "router");
    private long count;

    /** A packet on its way. */
    private record Late(long due, long number, ByteBuffer packet) implements Comparable<Late> {
        @Override
        public int compareTo(Late other) {
            int byDue = Long.compare(due - other.due, 0);
            return byDue != 0 ? byDue : Long.compare(number, other.number);
        }
    }

    /**
     * @param self where the tunnels lead
     * @param kernel their other end
     * @param places how many there are, numbered from 1
     */
    Router(InetSocketAddress self, InetSocketAddress kernel, int places, long seed) throws IOException {
        this.kernel = kernel;
        this.random = new Random(seed);
        this.ways = new Way[places + 1][places + 1];
        for (Way[] row : ways) {
            Arrays.fill(row, Way.CLEAR);
        }
        channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 4 << 20);
        channel.bind(self);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        thread.setDaemon(true);
        thread.start();
    }

    void set(int from, int to, Way way) {
        synchronized (ways) {
            ways[from][to] = way;
        }
    }

    private Way way(int from, int to) {
        synchronized (ways) {
            return ways[from][to];
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(late.isEmpty() ? 0 : Math.max(1, (late.peek().due - System.nanoTime()) / 1_000_000));
                while (!late.isEmpty() && late.peek().due - System.nanoTime() <= 0) {
                    channel.send(late.poll().packet, kernel);
                }
                for (buffer.clear(); channel.receive(buffer) != null; buffer.clear()) {
                    pass(buffer.flip());
                }
            }
        } catch (ClosedSelectorException | ClosedChannelException e) {
            // It is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(ByteBuffer datagram) throws IOException {
        if (datagram.limit() < PACKET + 20 || datagram.getShort(PACKET - 2) != 0x0800) {
            return;
        }
        int from = datagram.get(NETWORK) & 0xff;
        int to = datagram.get(RECEIVER) & 0xff;
        if (from >= ways.length || to >= ways.length || to == 0) {
            return;
        }
        Way way = way(from, to);
        if (random.nextInt(1_000) < way.lostPerMille()) {
            return;
        }
        datagram.put(NETWORK, (byte) to);
        sumUp(datagram);
        int copies = random.nextInt(1_000) < way.doubledPerMille() ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            int millis = way.delayMillis() + (way.jitterMillis() == 0 ? 0 : random.nextInt(way.jitterMillis()));
            if (random.nextInt(1_000) < way.heldPerMille()) {
                millis += Way.HELD_MILLIS;
            }
            if (millis == 0) {
                channel.send(datagram.duplicate(), kernel);
            } else {
                ByteBuffer kept = ByteBuffer.allocate(datagram.limit());
                kept.put(datagram.duplicate()).flip();
                late.add(new Late(System.nanoTime() + millis * 1_000_000L, count++, kept));
            }
        }
    }

    /** Writes the checksum of TCP or UDP. */
    private static void sumUp(ByteBuffer datagram) {
        int protocol = datagram.get(PACKET + 9);
        int segment = PACKET + (datagram.get(PACKET) & 0xf) * 4;
        int end = PACKET + (datagram.getShort(PACKET + 2) & 0xffff);
        int checksum = segment + (protocol == TCP ? 16 : 6);
        if ((protocol != TCP && protocol != UDP) || end > datagram.limit() || checksum + 2 > end) {
            return;
        }
        datagram.putShort(checksum, (short) 0);
        // Of both addresses, the protocol, the length, and all that follows.
        long sum = protocol + (end - segment) + sum(datagram, PACKET + 12, PACKET + 20) + sum(datagram, segment, end);
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        datagram.putShort(checksum, (short) ~sum);
    }

    private static long sum(ByteBuffer datagram, int from, int end) {
        long sum = 0;
        for (int at = from; at + 1 < end; at += 2) {
            sum += datagram.getShort(at) & 0xffff;
        }
        return (end - from) % 2 == 0 ? sum : sum + ((datagram.get(end - 1) & 0xff) << 8);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
