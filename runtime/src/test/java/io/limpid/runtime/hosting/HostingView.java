package io.limpid.runtime.hosting;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.transport.RequestHandler;

/** What a host holds, as nobody but a test asks. */
public record HostingView(Hosting hosting) {
    /** That of the host which takes requests by this. */
    public static HostingView of(RequestHandler handler) {
        return new HostingView((Hosting) handler);
    }

    /** Of how many names it tells where they have gone. */
    public int forwarded() {
        return hosting.table().forwarded();
    }

    /** How many calls wait for anything there. */
    public int waiting() {
        return hosting.waiting();
    }

    /** As which it has something under a name; {@link Standing#NONE} if it has nothing, or has it not yet. */
    public Standing standing(ObjectName name) {
        Export export = hosting.find(name);
        return export == null ? Standing.NONE : export.standing();
    }

    /** How many names that naming knows it has something under, or will have. */
    public int named() {
        return (int) hosting.table().exports().stream()
                .filter(export -> !export.name().path().startsWith("~/"))
                .count();
    }
}
