package io.mgmrouter.pim.codec;

import io.mgmrouter.mgm.Sg;
import java.nio.ByteBuffer;

public record Register(boolean border, boolean nullRegister, ByteBuffer packet) implements PimMessage {
    public Sg sg() {
        return null;
    }
}
