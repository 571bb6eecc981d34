package io.limpid.runtime.migration.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one jar out of memory. What the host has itself comes first, so that a jar cannot put its own version in place
 * of a class that the host knows; two jars do not see each other. Thread-safe.
 */
final class JarLoader extends SecureClassLoader {
    private final SignedJar jar;
    private final CodeSource source;

    JarLoader(SignedJar jar, ClassLoader host) {
        super("limpid-code-" + jar.hash(), host);
        this.jar = jar;
        this.source = new CodeSource(url(""), new Certificate[] {jar.signer()});
    }

    SignedJar jar() {
        return jar;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = jar.content().get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, source);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return jar.content().containsKey(name) ? url(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(found));
    }

    private URL url(String path) {
        try {
            return new URL(null, "limpid-code:" + jar.hash() + "/" + path, new InMemory(path));
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a URL with a handler of its own", e);
        }
    }

    /** Opens a resource of this jar, and nothing else. */
    private final class InMemory extends URLStreamHandler {
        private final String path;

        InMemory(String path) {
            this.path = path;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    byte[] found = jar.content().get(path);
                    if (found == null) {
                        throw new IOException("no such entry: " + path);
                    }
                    return new ByteArrayInputStream(found);
                }

                @Override
                public long getContentLengthLong() {
                    return Objects.requireNonNullElse(jar.content().get(path), new byte[0]).length;
                }
            };
        }
    }
}
