package io.mgmrouter.loop;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** One deadline of a {@link ControlLoop}. Used on the loop's own thread only. */
@ProviderType
public interface LoopTimer {

    /** Sets or moves the deadline; one already past is due at once, but never inside this call. */
    void set(Tick deadline);

    /** Unsets the deadline; nothing happens if it was unset. */
    void cancel();

    /** The deadline, empty while unset. */
    Optional<Tick> deadline();
}
