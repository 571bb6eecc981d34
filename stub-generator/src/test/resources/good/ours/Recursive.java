package ours;

import io.limpid.Remote;
import java.util.List;
import java.util.Map;

@Remote
public interface Recursive {
    <T> Box<T> wrap(T value);

    Json json(Json value);

    A cycle(B value);

    sealed interface Json permits Text, Items, Members {}

    record Text(String text) implements Json {}

    record Items(List<Json> items) implements Json {}

    record Members(Map<String, Json> members) implements Json {}

    record A(List<B> bs) {}

    record B(List<A> as) {}

    class Box<T> {
        T content;
    }
}
