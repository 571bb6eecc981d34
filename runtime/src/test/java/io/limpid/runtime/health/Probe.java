package io.limpid.runtime.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What asks for a process' health. */
public final class Probe {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Probe() {}

    /** Gives the status, a blank and the body. */
    public static String get(URI address, String path) throws IOException, InterruptedException {
        return ask("GET", address, path);
    }

    static String ask(String method, URI address, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
