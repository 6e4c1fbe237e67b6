package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.win32.HANDLE;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What handles stand for. Any thread. */
final class Handles<T> {

    /** One for all, so that a handle of another kind or of another bundle is never mistaken for one of ours. */
    private static final AtomicLong LAST = new AtomicLong();

    private final Map<HANDLE, T> open = new ConcurrentHashMap<>();
    private final Reason unknown;

    /** @param unknown the reason when a handle stands for nothing, or no longer */
    Handles(Reason unknown) {
        this.unknown = unknown;
    }

    HANDLE open(T meaning) {
        HANDLE handle = new HANDLE(LAST.incrementAndGet());
        open.put(handle, meaning);
        return handle;
    }

    /** @throws MgmException with {@code INVALID_PARAMETER} */
    T get(HANDLE handle) {
        return known(open.get(handle), handle);
    }

    /** @throws MgmException with {@code INVALID_PARAMETER} */
    T close(HANDLE handle) {
        return known(open.remove(handle), handle);
    }

    Collection<T> all() {
        return open.values();
    }

    private T known(T meaning, HANDLE handle) {
        return Optional.ofNullable(meaning)
                .orElseThrow(() -> new MgmException(
                        MgmError.INVALID_PARAMETER, unknown, "handle " + handle.value() + " is not valid"));
    }
}
