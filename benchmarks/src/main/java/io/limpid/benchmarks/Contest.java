package io.limpid.benchmarks;

import io.limpid.benchmarks.load.Callers;
import io.limpid.benchmarks.peers.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets the peers take turns: within a round all are measured under a load one after the other, so that the machine's moods meet all. */
final class Contest {
    private final Plan plan;
    private final Consumer<String> progress;

    Contest(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    Results run() throws IOException {
        Results results = new Results(plan);
        for (int fork = 0; fork < plan.forks(); fork++) {
            List<Contestant> contestants = new ArrayList<>();
            try {
                for (Peer peer : plan.peers()) {
                    progress.accept("starting " + peer.name());
                    contestants.add(Contestant.start(peer, plan));
                }
                run(contestants, fork, results);
            } finally {
                contestants.forEach(Contestant::close);
            }
        }
        return results;
    }

    private void run(List<Contestant> contestants, int fork, Results results) throws IOException {
        for (Scenario scenario : plan.scenarios()) {
            progress.accept("warming up: " + scenario);
            for (Contestant contestant : contestants) {
                if (can(contestant.peer(), scenario)) {
                    contestant.measure(scenario, plan.warmUp());
                }
            }
        }
        for (int round = 0; round < plan.rounds(); round++) {
            progress.accept(
                    "fork " + (fork + 1) + " of " + plan.forks() + ", round " + (round + 1) + " of " + plan.rounds());
            for (Scenario scenario : plan.scenarios()) {
                for (Contestant contestant : contestants) {
                    if (can(contestant.peer(), scenario)) {
                        results.add(
                                scenario,
                                contestant.peer(),
                                fork * plan.rounds() + round,
                                contestant.measure(scenario, plan.span()));
                    }
                }
            }
        }
    }

    private static boolean can(Peer peer, Scenario scenario) {
        return scenario.callers().kind() != Callers.Kind.ASYNC || peer.asynchronous();
    }
}
