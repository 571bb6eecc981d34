package bad;

import io.limpid.Remote;

@Remote
sealed interface SealedInterface permits SealedInterface.Object {
    int size();

    final class Object implements SealedInterface {
        @Override
        public int size() {
            return 1;
        }
    }
}
