package bad;

import io.limpid.Remote;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

@Remote
interface AsyncInside {
    void when(CompletionStage<String> ready);

    List<CompletableFuture<String>> all();

    CompletionStage<CompletionStage<String>> twice();

    Order order();

    record Order(Future<Long> price) {}
}
