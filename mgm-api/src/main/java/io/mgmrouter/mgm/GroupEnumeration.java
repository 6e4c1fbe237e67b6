package io.mgmrouter.mgm;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A walk over the memberships of the whole router as they were when it was started (MGM-103). In no particular order.
 * Not for use by several threads at once.
 */
@ProviderType
public interface GroupEnumeration extends AutoCloseable {

    /**
     * The next records; the last page says so (MGM-102).
     *
     * @param limit largest number of records, at least 1
     * @throws MgmException with {@code INVALID_PARAMETER} if the enumeration is closed, or {@code limit} is below 1
     */
    Page<SourceGroup> next(int limit);

    /**
     * Ends the walk and frees what it holds.
     *
     * @throws MgmException with {@code INVALID_PARAMETER} if it has been closed already (MGM-102)
     */
    @Override
    void close();
}
