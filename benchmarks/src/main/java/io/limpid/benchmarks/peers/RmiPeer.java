package io.limpid.benchmarks.peers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.rmi.NoSuchObjectException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.util.Base64;

/** What the JDK brings. The stub goes to the other process as text, so that no registry is needed. */
final class RmiPeer implements Peer {
    @Override
    public String name() {
        return "rmi";
    }

    @Override
    public String configuration() {
        return "the JDK's, defaults: `UnicastRemoteObject`, Java serialization, a connection for each caller that is under way";
    }

    /** The interface as RMI wants it. */
    public interface RmiWorkbench extends Remote {
        /** Gives the sum. */
        long add(long a, long b) throws RemoteException;

        /** Gives the order back. */
        Order order(Order order) throws RemoteException;

        /** Gives the bytes back. */
        byte[] echo(byte[] bytes) throws RemoteException;
    }

    private static final class RmiObject implements RmiWorkbench {
        @Override
        public long add(long a, long b) {
            return a + b;
        }

        @Override
        public Order order(Order order) {
            return order;
        }

        @Override
        public byte[] echo(byte[] bytes) {
            return bytes;
        }
    }

    @Override
    public boolean asynchronous() {
        return false;
    }

    @Override
    public Serving serve() throws IOException {
        System.setProperty("java.rmi.server.hostname", "127.0.0.1");
        RmiObject object = new RmiObject();
        ByteArrayOutputStream stub = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stub)) {
            out.writeObject(UnicastRemoteObject.exportObject(object, 0));
        }
        String address = Base64.getEncoder().encodeToString(stub.toByteArray());
        return new Serving() {
            @Override
            public String address() {
                return address;
            }

            @Override
            public void close() throws NoSuchObjectException {
                UnicastRemoteObject.unexportObject(object, true);
            }
        };
    }

    @Override
    public Connected connect(String address) throws IOException, ClassNotFoundException {
        byte[] stub = Base64.getDecoder().decode(address);
        RmiWorkbench workbench;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stub))) {
            workbench = (RmiWorkbench) in.readObject();
        }
        return new Connected() {
            @Override
            public Calls caller() {
                return new RmiCalls(workbench);
            }

            @Override
            public void close() {}
        };
    }

    private record RmiCalls(RmiWorkbench workbench) implements Calls {
        @Override
        public long add(long a, long b) throws RemoteException {
            return workbench.add(a, b);
        }

        @Override
        public Order order(Order order) throws RemoteException {
            return workbench.order(order);
        }

        @Override
        public byte[] echo(byte[] bytes) throws RemoteException {
            return workbench.echo(bytes);
        }
    }
}
