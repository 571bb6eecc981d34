package io.limpid.generator.read;

import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Rejection;
import javax.lang.model.element.Element;

/**
 * Where a type stands.
 *
 * @param description as a sentence begins: {@code parameter 'receipt' of Accounts.attach}
 * @param element where a mistake is shown
 * @param role what the type is there
 * @param outermost whether the type is all that stands there, and not an argument or component of another
 */
record Place(String description, Element element, Role role, boolean outermost) {
    /** What a type can be at a place. */
    enum Role {
        PARAMETER,
        RESULT,
        PART,
        CARRIED
    }

    Place(String description, Element element, Role role) {
        this(description, element, role, true);
    }

    /** The same place, further inside its type. */
    Place inside() {
        return new Place(description, element, role, false);
    }

    /** Makes the rejection of a type that stands here. */
    Rejection reject(ErrorCode code, String type, String why, String instead) {
        return rejectSaying(code, (outermost ? " is " : " holds ") + withArticle(type), why, instead);
    }

    /** Makes a rejection; the message begins with this place. */
    Rejection rejectSaying(ErrorCode code, String predicate, String why, String instead) {
        return new Rejection(new Problem(code, description + predicate + ".", why, instead));
    }

    private static String withArticle(String type) {
        return ("aeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
    }
}
