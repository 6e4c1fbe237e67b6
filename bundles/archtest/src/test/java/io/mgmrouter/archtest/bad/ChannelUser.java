package io.mgmrouter.archtest.bad;

import io.netty.buffer.ByteBuf;

/** Knows Netty. */
public final class ChannelUser {

    public int length(ByteBuf in) {
        return in.readableBytes();
    }
}
