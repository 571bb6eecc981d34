package io.limpid.generator.write;

import io.limpid.generator.model.TypeRef;
import java.util.List;

/**
 * A Java file to be written.
 *
 * @param type the class in it
 * @param text its text
 * @param origins the types that it was made of
 */
public record GeneratedSource(TypeRef type, String text, List<TypeRef> origins) {
    /** Copies the origins. */
    public GeneratedSource {
        origins = List.copyOf(origins);
    }
}
