package io.limpid.generator.check;

/**
 * A mistake, said in three sentences.
 *
 * @param code its kind
 * @param what what is wrong, with the offending text
 * @param why why it cannot work over a network
 * @param instead what to write instead
 */
public record Problem(ErrorCode code, String what, String why, String instead) {
    /** Gives the message as the compiler shows it. */
    public String message() {
        return "[" + code + "] " + what + "\n" + why + "\n" + instead;
    }
}
