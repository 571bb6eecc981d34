package io.limpid.cell;

import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.naming.Limpid;
import io.limpid.runtime.network.Network;
import io.limpid.runtime.network.Ordeal;
import io.limpid.runtime.network.Recorded;
import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cell, and a naming that no fault meets. */
record RegistersCell(Path directory) implements Ordeal.Cluster {
    private static final String NAMING = "naming";

    @Override
    public List<String> places() {
        return List.of(NAMING);
    }

    @Override
    public void startOthers(Network network) throws IOException {
        String listen = network.address(NAMING) + ":7400";
        network.start(
                        NAMING,
                        Limpid.class,
                        List.of("naming", "serve", "--in-memory", "--until-end-of-input", "--listen", listen))
                .said("naming ready");
    }

    @Override
    public JavaProcess startMember(Network network, String id, List<String> all) throws IOException {
        return startMember(network, id, all, Duration.ofSeconds(1));
    }

    /** The same with another election timeout than others may have. */
    JavaProcess startMember(Network network, String id, List<String> all, Duration election) throws IOException {
        Map<PeerId, PeerAddress> peers = new TreeMap<>(Comparator.comparing(PeerId::value));
        all.forEach(each -> peers.put(new PeerId(each), new PeerAddress(network.address(each), 7_001)));
        return network.start(
                id,
                RegistersHost.class,
                List.of(
                        naming(network),
                        network.address(id),
                        directory.toString(),
                        id,
                        new Peers(directory, peers).option(),
                        Long.toString(election.toMillis())));
    }

    private static String naming(Network network) {
        return "limpid://" + network.address(NAMING) + ":7400";
    }

    @Override
    public String ready() {
        return "ready";
    }

    @Override
    public JavaProcess startCaller(Network network, String place, List<String> all, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(naming(network)));
        command.addAll(arguments);
        return network.start(place, RegistersLoad.class, command);
    }

    @Override
    public boolean mayBeStale(Recorded call) {
        return RegistersHistory.isGlance(call);
    }

    @Override
    public String leader(Ordeal ordeal) throws IOException {
        for (Map.Entry<String, JavaProcess> each : ordeal.members().entrySet()) {
            if (each.getValue().ask("?", "leads ").equals("true")) {
                return each.getKey();
            }
        }
        return "";
    }
}
