package io.limpid.runtime.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that sends back what it is sent, and, told {@code ADDRESS COUNT}, sends numbered datagrams to another and says which came back, in
 * order, as {@code back [0, 1, ...]}; asked {@code heard}, it says how many it was sent itself since it was asked last.
 */
final class Echo {
    private static final int PORT = 7_000;
    private static final int QUIET_MILLIS = 400;

    private Echo() {}

    public static void main(String[] arguments) throws Exception {
        int[] heard = new int[1];
        DatagramSocket echo = new DatagramSocket(new InetSocketAddress(arguments[0], PORT));
        Thread thread = new Thread(() -> sendBack(echo, heard));
        thread.setDaemon(true);
        thread.start();
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("heard")) {
                synchronized (heard) {
                    System.out.println("heard " + heard[0]);
                    heard[0] = 0;
                }
            } else {
                String[] words = order.split(" ", -1);
                System.out.println("back " + send(words[0], Integer.parseInt(words[1])));
            }
        }
    }

    private static void sendBack(DatagramSocket echo, int[] heard) {
        byte[] bytes = new byte[100];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                echo.receive(packet);
                synchronized (heard) {
                    heard[0]++;
                }
                echo.send(packet);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> send(String address, int count) throws Exception {
        List<Integer> back = new ArrayList<>();
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < count; i++) {
                byte[] number = ByteBuffer.allocate(4).putInt(i).array();
                socket.send(new DatagramPacket(number, number.length, new InetSocketAddress(address, PORT)));
            }
            socket.setSoTimeout(QUIET_MILLIS);
            DatagramPacket packet = new DatagramPacket(new byte[4], 4);
            while (true) {
                socket.receive(packet);
                back.add(ByteBuffer.wrap(packet.getData()).getInt());
            }
        } catch (SocketTimeoutException e) {
            return back;
        }
    }
}
