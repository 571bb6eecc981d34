package io.limpid.runtime.migration.code;

import io.limpid.runtime.Host;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A process that has classes and offers jars that they are in, each as if it were the only one; ends when its input does. */
final class DepotProcess implements Depot {
    private final List<CodeOffers> jars;

    private DepotProcess(List<CodeOffers> jars) {
        this.jars = jars;
    }

    @Override
    public Optional<OfferedJar> offerOf(int jar, String className) {
        try {
            return jars.get(jar).offerOf(Class.forName(className));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(className, e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (Host host = Host.builder().name("depot").open()) {
            List<CodeOffers> jars = Arrays.stream(arguments)
                    .map(jar -> CodeOffers.of(List.of(Path.of(jar))))
                    .toList();
            host.export("depot", Depot.class, new DepotProcess(jars));
            System.out.println("at " + host.endpoint());
            System.in.read();
        }
    }
}
