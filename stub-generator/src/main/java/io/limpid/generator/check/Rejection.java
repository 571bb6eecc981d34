package io.limpid.generator.check;

import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Ends the reading of whatever holds a mistake; caught where reading can go on. Without a problem it says that the mistake has
 * been reported already.
 */
public final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Problem problem;
    private final transient @Nullable Element element;

    /** The mistake is at the element that is being read. */
    public Rejection(Problem problem) {
        this(problem, null);
    }

    /** The mistake is at this element, which lies deeper than the one being read. */
    public Rejection(Problem problem, @Nullable Element element) {
        super(problem.message(), null, false, false);
        this.problem = problem;
        this.element = element;
    }

    private Rejection() {
        super("reported before", null, false, false);
        this.problem = null;
        this.element = null;
    }

    /** The mistake has been reported. */
    public static Rejection reportedBefore() {
        return new Rejection();
    }

    /** The mistake; null where it has been reported. */
    public @Nullable Problem problem() {
        return problem;
    }

    /** Where the mistake is; null for the element that is being read. */
    public @Nullable Element element() {
        return element;
    }
}
