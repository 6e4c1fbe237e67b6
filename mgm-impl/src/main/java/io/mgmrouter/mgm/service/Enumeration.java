package io.mgmrouter.mgm.service;

import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.SourceGroup;
import java.util.List;
import java.util.function.Consumer;

/** A walk over a list made at its start. */
final class Enumeration implements GroupEnumeration {

    private final Consumer<Enumeration> onClose;
    private volatile List<SourceGroup> items;
    private volatile boolean closed;
    private int position;

    Enumeration(List<SourceGroup> items, Consumer<Enumeration> onClose) {
        this.items = items;
        this.onClose = onClose;
    }

    @Override
    public Page<SourceGroup> next(int limit) {
        requireOpen();
        if (limit < 1) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER, Reason.BAD_LIMIT, "a page has at least 1 record, not " + limit);
        }
        List<SourceGroup> all = items;
        int from = Math.min(position, all.size());
        position = (int) Math.min((long) from + limit, all.size());
        return new Page<>(all.subList(from, position), position < all.size());
    }

    @Override
    public void close() {
        requireOpen();
        end();
        onClose.accept(this);
    }

    void end() {
        closed = true;
        items = List.of();
    }

    private void requireOpen() {
        if (closed) {
            throw new MgmException(MgmError.INVALID_PARAMETER, Reason.ENUMERATION_CLOSED, "the enumeration has ended");
        }
    }
}
