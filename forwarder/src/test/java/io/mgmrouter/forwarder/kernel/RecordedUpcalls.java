package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.Upcalls;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a forwarder reported, as text. */
final class RecordedUpcalls implements Upcalls {

    final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @Override
    public void noEntry(Sg sg, InterfaceId arrival, ByteBuffer packetHeader) {
        log.add("no entry " + sg + " on " + arrival);
    }

    @Override
    public void wrongInterface(Sg sg, InterfaceId arrival, ByteBuffer packetHeader) {
        log.add("wrong interface " + sg + " on " + arrival);
    }

    @Override
    public void failed(SourceGroup sourceGroup, String reason) {
        log.add("failed " + reason);
    }
}
