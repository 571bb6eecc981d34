package io.limpid.naming.cli;

import io.limpid.naming.server.NamingPeers;
import io.limpid.naming.service.PeerControl;
import io.limpid.naming.service.PeerControl.Peer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists naming's own servers, and replaces them. */
@Command(
        name = "peers",
        description = "Lists naming's own servers; the one that leads has an asterisk.",
        mixinStandardHelpOptions = true,
        subcommands = {PeersCommand.Add.class, PeersCommand.Remove.class})
final class PeersCommand extends AtNaming {
    @Override
    int ask(Asking asking) throws Exception {
        for (Peer peer : asking.peers().peers()) {
            out().println(
                            json
                                    ? new Json()
                                            .put("peer", peer.id())
                                            .put("callers", peer.callers().toString())
                                            .put("others", peer.others().toString())
                                            .put("leads", peer.leads())
                                    : peer.id() + (peer.leads() ? "*" : "") + "\t" + peer.callers() + "\t"
                                            + peer.others());
        }
        return ExitStatus.OK;
    }

    /** Makes a server one of them. */
    @Command(
            name = "add",
            description = "Makes a server one of naming's, once it has everything. Start it with --join first.",
            mixinStandardHelpOptions = true)
    static final class Add extends AtNaming {
        @Parameters(paramLabel = "ID=HOST:PORT/PEERPORT", description = "The server, as in --peers.")
        private String server = "";

        @Override
        int ask(Asking asking) throws Exception {
            PeerControl.Peer peer = NamingPeers.parsePeer(server);
            asking.patientPeers().add(peer);
            out().println(json ? new Json().put("added", peer.id()) : peer.id() + " is one of them");
            return ExitStatus.OK;
        }
    }

    /** Takes a server out. */
    @Command(
            name = "remove",
            description =
                    "Takes a server out, whether it lives or not. Neither its id nor its directory may be used again.",
            mixinStandardHelpOptions = true)
    static final class Remove extends AtNaming {
        @Parameters(paramLabel = "ID", description = "The server's id.")
        private String id = "";

        @Override
        int ask(Asking asking) throws Exception {
            asking.patientPeers().remove(id);
            out().println(json ? new Json().put("removed", id) : id + " is none of them");
            return ExitStatus.OK;
        }
    }
}
