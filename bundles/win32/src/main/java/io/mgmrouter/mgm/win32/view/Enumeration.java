package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.win32.PDWORD;
import java.util.Optional;
import java.util.stream.Stream;

/** A walk over the IPv4 memberships that were there when it was started. */
final class Enumeration {

    private static final int PAGE = 1000;

    private final Win32Client client;
    private final GroupEnumeration groups;
    private final Lookahead records;

    Enumeration(Win32Client client, GroupEnumeration groups) {
        this.client = client;
        this.groups = groups;
        this.records = new Lookahead(Stream.iterate(
                        Optional.of(groups.next(PAGE)),
                        Optional::isPresent,
                        page -> page.filter(Page::more).map(_ -> groups.next(PAGE)))
                .flatMap(page -> page.orElseThrow().items().stream())
                .filter(pair -> pair.family() == Family.IPV4)
                .map(Records::sourceGroupEntry)
                .iterator());
    }

    boolean isOf(Win32Client other) {
        return client == other;
    }

    synchronized int next(OutputBuffer out, PDWORD pdwNumEntries) {
        return out.putAll(records, pdwNumEntries);
    }

    void close() {
        groups.close();
    }
}
