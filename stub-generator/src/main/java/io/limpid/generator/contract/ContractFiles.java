package io.limpid.generator.contract;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import io.limpid.generator.contract.Contract.Kind;
import io.limpid.generator.contract.ContractComparison.Change;
import io.limpid.generator.model.MovableClass;
import io.limpid.generator.model.RemoteInterface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the contract files of a module. A file that is missing is written; a change that peers bear is written into it; one that they do
 * not bear is an error and leaves the file as it is, unless it is accepted.
 */
public final class ContractFiles {
    private final @Nullable Path directory;
    private final boolean accept;
    private final Report report;
    private final Set<String> present = new HashSet<>();

    /**
     * Keeps the files of a directory.
     *
     * @param directory where they are; null to keep none
     * @param accept whether changes that peers do not bear are written, too
     */
    public ContractFiles(@Nullable Path directory, boolean accept, Report report) {
        this.directory = directory;
        this.accept = accept;
        this.report = report;
    }

    /** Compares interfaces of one round with their files; mistakes are shown at the element of each. */
    public void checkInterfaces(Map<RemoteInterface, Element> interfaces) {
        interfaces.keySet().forEach(remote -> present.add(Kind.INTERFACE.word() + remote.wireName()));
        interfaces.forEach((remote, element) -> check(
                ContractWriter.contract(remote), element, section -> MethodElements.find(remote, section, element)));
    }

    /** Compares the states of movable classes of one round with their files likewise. */
    public void checkMovables(Map<MovableClass, Element> movables) {
        movables.keySet().forEach(movable -> present.add(Kind.CLASS.word() + movable.wireName()));
        movables.forEach((movable, element) -> check(ContractWriter.contract(movable), element, section -> element));
    }

    private void check(Contract after, Element element, Function<String, Element> places) {
        if (directory == null) {
            return;
        }
        Path file = directory.resolve(after.wireName() + after.kind().suffix());
        try {
            if (Files.exists(file)) {
                compare(file, after, element, places);
            } else {
                if (isRenamed(directory, after, element)) {
                    return;
                }
                write(file, after);
                report.note("Limpid: wrote the contract of " + after.javaName() + " to " + file + "; check it in.");
            }
        } catch (IOException | IllegalArgumentException e) {
            report.error(
                    new Problem(
                            ErrorCode.ContractFile,
                            "the contract file " + file.getFileName() + " cannot be used (" + e.getMessage() + ").",
                            "Without it nobody knows whether peers of other builds bear a change of the "
                                    + after.kind().word() + ".",
                            "Take it back from version control, or delete it to have it written anew."),
                    element);
        }
    }

    private void compare(Path file, Contract after, Element element, Function<String, Element> places)
            throws IOException {
        Contract before = Contract.parse(after.kind(), Files.readString(file));
        List<Change> changes = ContractComparison.compare(before, after);
        List<Change> breaking = changes.stream().filter(Change::breaking).toList();
        if (!breaking.isEmpty() && !accept) {
            for (Change change : breaking) {
                if (change.isOfEffect()) {
                    report.error(effectProblem(file, after, change), places.apply(change.section()));
                } else {
                    report.error(problem(file, after, change), element);
                }
            }
            return;
        }
        if (!before.equals(after)) {
            write(file, after);
            String said = changes.stream().map(Change::toString).collect(Collectors.joining("; "));
            report.note("Limpid: the contract of " + after.javaName() + " has changed"
                    + (breaking.isEmpty() ? "" : ", and peers of older builds do not bear it, as accepted")
                    + (said.isEmpty() ? "" : " (" + said + ")") + "; check in " + file.getFileName() + ".");
        }
    }

    private static Problem problem(Path file, Contract after, Change change) {
        return new Problem(
                ErrorCode.ContractBroken,
                after.javaName() + " breaks its contract: " + change + ".",
                "Peers of older builds would misread it or miss it.",
                (change.advice().isEmpty() ? "" : change.advice() + " ") + onPurpose(file));
    }

    private static String onPurpose(Path file) {
        return "To break them on purpose, compile once with -Alimpid.contract=accept, or delete " + file.getFileName()
                + ".";
    }

    private static Problem effectProblem(Path file, Contract after, Change change) {
        return new Problem(
                ErrorCode.EffectChanged,
                after.javaName() + "." + MethodElements.signature(change.section()) + " is now "
                        + MethodElements.effect(change.after()) + ", and its contract says "
                        + MethodElements.effect(change.before()) + ".",
                change.promisesMore()
                        ? "Objects of older builds never promised that, and callers of this one would repeat it there."
                        : "Callers of older builds repeat it on the strength of the old promise.",
                (change.promisesMore()
                                ? "Keep it as it was, or add a method that promises more. "
                                : "Keep the promise, or add a method that promises less. ")
                        + onPurpose(file));
    }

    /** A wire name that changes leaves its file behind: that file names the same Java interface. */
    private boolean isRenamed(Path directory, Contract after, Element element) throws IOException {
        Map<String, Path> byJavaName = new HashMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(
                                path -> path.toString().endsWith(after.kind().suffix()))
                        .sorted()
                        .toList()) {
                    Contract other = Contract.parse(after.kind(), Files.readString(file));
                    if (!present.contains(other.kind().word() + other.wireName())) {
                        byJavaName.put(other.javaName(), file);
                    }
                }
            }
        }
        Path left = byJavaName.get(after.javaName());
        if (left == null || accept) {
            return false;
        }
        String name = left.getFileName().toString();
        String before = name.substring(0, name.length() - after.kind().suffix().length());
        Change change = new Change(
                true, after.kind().word(), before, after.wireName(), "Peers know it by its wire name: keep that.");
        report.error(problem(left, after, change), element);
        return true;
    }

    private static void write(Path file, Contract contract) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, contract.text());
    }
}
