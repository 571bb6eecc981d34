package io.limpid.runtime.wire;

import java.net.URI;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The codecs of strings, and of values that have a short text as their form. */
final class TextCodecs {
    private static final int TAG_CHARACTERS = 64;

    static final Codec<String> STRING = new Codec<>() {
        @Override
        public void write(PayloadWriter out, @Nullable String value) {
            out.writeString(value);
        }

        @Override
        public @Nullable String read(PayloadReader in) {
            return in.readString();
        }

        @Override
        public String toString() {
            return "String";
        }
    };

    static final Codec<Locale> LOCALE = new ValueCodec<>("Locale") {
        @Override
        void writeValue(PayloadWriter out, Locale value) {
            String tag = value.toLanguageTag();
            if (!Locale.forLanguageTag(tag).equals(value)) {
                throw new PayloadException("the locale " + value + " has no language tag");
            }
            out.writeString(tag);
        }

        @Override
        Locale readValue(PayloadReader in) {
            return Locale.forLanguageTag(text(in));
        }
    };

    static final Codec<Currency> CURRENCY = new ValueCodec<>("Currency") {
        @Override
        void writeValue(PayloadWriter out, Currency value) {
            out.writeString(value.getCurrencyCode());
        }

        @Override
        Currency readValue(PayloadReader in) {
            return Currency.getInstance(text(in));
        }
    };

    static final Codec<URI> URI = new ValueCodec<>("URI") {
        @Override
        void writeValue(PayloadWriter out, URI value) {
            out.writeString(value.toString());
        }

        @Override
        URI readValue(PayloadReader in) {
            String text = in.readString();
            if (text == null) {
                throw in.fail("a URI without text");
            }
            return java.net.URI.create(text);
        }
    };

    private TextCodecs() {}

    private static String text(PayloadReader in) {
        String text = in.readString();
        if (text == null || text.length() > TAG_CHARACTERS) {
            throw in.fail("a name that is missing or too long");
        }
        return text;
    }
}
