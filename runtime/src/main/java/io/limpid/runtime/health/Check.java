package io.limpid.runtime.health;

/**
 * One thing that must be so for a process to be well.
 *
 * @param name what is looked at, in a word or two
 * @param isOk whether it is so
 * @param detail what was found, for people to read; one line
 */
public record Check(String name, boolean isOk, String detail) {
    /** As one line, in the form in which Kubernetes' own servers tell it. */
    String toLine() {
        return (isOk ? "[+]" + name + " ok: " : "[-]" + name + " failed: ") + detail;
    }
}
