package io.limpid.naming.cli;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.naming.cli.CellParts.Found;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.CellControl.CellUnchangedException;
import io.limpid.runtime.location.CellControl.Part;
import io.limpid.runtime.location.CellControl.Peer;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.location.Naming.HostPlace;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What concerns one cell: who leads it, how far each of its hosts is, and which hosts keep it. */
final class CellCommands {
    private CellCommands() {}

    /** A command about a cell, which asks each of its hosts. */
    abstract static class AtCell extends AtNaming {
        @Parameters(
                index = "0",
                paramLabel = "CELL",
                description = "The cell's name, as limpid group list has it: cells/ and the name of its log.")
        private String cell = "";

        /** Does what is asked, with the hosts that naming has for the cell. */
        abstract int ask(Asking asking, CellParts parts) throws Exception;

        @Override
        final int ask(Asking asking) throws Exception {
            ObjectName name = new ObjectName(cell);
            Optional<Entry> entry = await(asking.naming().resolve(name));
            if (entry.isEmpty() || !entry.get().binding().isGroup()) {
                err().println("limpid: there is no cell named " + cell
                        + " (limpid group list cells shows those that are there)");
                return ExitStatus.NOT_FOUND;
            }
            try (CellParts parts = new CellParts(naming, name)) {
                entry.get().binding().replicas().forEach(replica -> parts.add(replica.host(), replica.endpoint()));
                return ask(asking, parts);
            }
        }

        int complain(int status, String what) {
            err().println("limpid: " + what);
            return status;
        }

        int nobodyLeads() {
            return complain(
                    ExitStatus.FAILED,
                    "nobody leads " + cell
                            + " (more than half of its hosts must be there; limpid group lag shows which are)");
        }

        /** Tells of a change that the part which leads did not make. */
        int unchanged(Found leader, RuntimeException failure) {
            return complain(
                    ExitStatus.FAILED,
                    "host " + leader.name() + ", which leads " + cell + ": "
                            + (failure instanceof NotExecutedException refused
                                    ? refused.detail()
                                    : "it does not answer (whether it was changed, limpid group lag shows)"));
        }
    }

    /** Tells who leads. */
    @Command(
            name = "leader",
            description = "Tells which host leads a cell, and so takes its calls.",
            mixinStandardHelpOptions = true)
    static final class Leader extends AtCell {
        @Override
        int ask(Asking asking, CellParts parts) {
            Optional<Found> leader = CellParts.leader(parts.ask());
            if (leader.isEmpty()) {
                return nobodyLeads();
            }
            Found found = leader.get();
            out().println(
                            json
                                    ? new Json()
                                            .put("host", found.name())
                                            .put("endpoint", found.endpoint().toString())
                                    : found.name() + "@" + found.endpoint());
            return ExitStatus.OK;
        }
    }

    /** Lists the hosts with how far they are. */
    @Command(
            name = "lag",
            description = {
                "Lists the hosts of a cell with how many entries of the log each is behind the one that leads, which has an asterisk.",
                "They are asked one after another, the one that leads last: under load each seems a little behind."
            },
            mixinStandardHelpOptions = true)
    static final class Lag extends AtCell {
        @Override
        int ask(Asking asking, CellParts parts) {
            List<Found> found = parts.ask();
            Optional<Found> leader = CellParts.leader(found);
            long end = leader.flatMap(parts::askAgain)
                    .map(Part::applied)
                    .orElse(found.stream().mapToLong(Found::applied).max().orElse(0));
            found.forEach(each -> print(each, end));
            leader.map(CellParts::peers).orElse(List.of()).stream()
                    .filter(peer -> found.stream().noneMatch(each -> each.isPeer(peer.id())))
                    .forEach(this::printSilent);
            return leader.isEmpty() ? nobodyLeads() : ExitStatus.OK;
        }

        private void print(Found host, long end) {
            Part part = host.part();
            long behind = Math.max(0, end - host.applied());
            if (json) {
                Json line = new Json()
                        .put("host", host.name())
                        .put("endpoint", host.endpoint().toString());
                out().println(
                                part == null
                                        ? line
                                        : line.put("peer", part.self().id())
                                                .put("leads", part.leads())
                                                .put("applied", part.applied())
                                                .put("behind", host.leads() ? 0 : behind));
            } else {
                out().println(host.name() + (host.leads() ? "*" : "") + "@" + host.endpoint() + "\t"
                        + (part == null
                                ? "does not answer"
                                : "peer " + part.self().id() + "\t" + (host.leads() ? 0 : behind) + " behind"));
            }
        }

        /** One of the cell's that no host which naming has for it says it is. */
        private void printSilent(Peer peer) {
            out().println(
                            json
                                    ? new Json().put("peer", peer.id()).put("silent", true)
                                    : "-\tpeer " + peer.id() + "\tno host tells that it is this one");
        }
    }

    /** Makes a host one of the cell's. */
    @Command(
            name = "add",
            description = "Makes a host one of a cell's, once it has everything. Have it join first (Cell.join).",
            mixinStandardHelpOptions = true)
    static final class Add extends AtCell {
        @Parameters(index = "1", paramLabel = "HOST", description = "The name of the host.")
        private String host = "";

        @Override
        int ask(Asking asking, CellParts parts) throws Exception {
            for (HostPlace place : await(asking.naming().hosts())) {
                if (place.name().equals(host)) {
                    parts.add(host, place.endpoint());
                }
            }
            List<Found> found = parts.ask();
            Optional<Peer> joins = found.stream()
                    .filter(each -> each.name().equals(host))
                    .flatMap(each -> each.self().stream())
                    .findFirst();
            if (joins.isEmpty()) {
                return complain(
                        ExitStatus.NOT_FOUND,
                        "no living host named " + host + " has joined the cell (limpid hosts shows those that live)");
            }
            Optional<Found> leader = CellParts.leader(found);
            if (leader.isEmpty()) {
                return nobodyLeads();
            }
            try {
                parts.at(leader.get()).add(joins.get());
            } catch (CellUnchangedException e) {
                return complain(ExitStatus.FAILED, String.valueOf(e.getMessage()));
            } catch (NotExecutedException | OutcomeUnknownException e) {
                return unchanged(leader.get(), e);
            }
            out().println(json ? new Json().put("added", host) : host + " is one of them");
            return ExitStatus.OK;
        }
    }

    /** Takes a host out. */
    @Command(
            name = "remove",
            description =
                    "Takes a host out of a cell, whether it lives or not. Neither its peer's id nor its directory may be used again.",
            mixinStandardHelpOptions = true)
    static final class Remove extends AtCell {
        @Parameters(
                index = "1",
                paramLabel = "HOST",
                description = "The name of the host; of one that is gone, its peer's id, which limpid group lag shows.")
        private String host = "";

        @Override
        int ask(Asking asking, CellParts parts) {
            List<Found> found = parts.ask();
            Optional<Found> leader = CellParts.leader(found);
            if (leader.isEmpty()) {
                return nobodyLeads();
            }
            Optional<String> peer = found.stream()
                    .filter(each -> each.name().equals(host))
                    .flatMap(each -> each.self().stream())
                    .map(Peer::id)
                    .findFirst()
                    .or(() -> CellParts.peers(leader.get()).stream()
                            .map(Peer::id)
                            .filter(host::equals)
                            .findFirst());
            if (peer.isEmpty()) {
                return complain(
                        ExitStatus.NOT_FOUND,
                        "the cell has no host named " + host
                                + " that answers, and no peer of that id (limpid group lag shows them)");
            }
            try {
                parts.at(leader.get()).remove(peer.get());
            } catch (CellUnchangedException e) {
                return complain(ExitStatus.FAILED, String.valueOf(e.getMessage()));
            } catch (NotExecutedException | OutcomeUnknownException e) {
                return unchanged(leader.get(), e);
            }
            out().println(json ? new Json().put("removed", host) : host + " is none of them");
            return ExitStatus.OK;
        }
    }
}
