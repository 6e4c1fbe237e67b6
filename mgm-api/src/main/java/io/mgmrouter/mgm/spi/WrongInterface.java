package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import java.nio.ByteBuffer;

/**
 * A packet arrived where its flow is not expected.
 *
 * @param sg source and group of the packet
 * @param arrival the interface it arrived on
 * @param packetHeader IP header with options and the start of the data, read-only
 */
public record WrongInterface(Sg sg, InterfaceId arrival, ByteBuffer packetHeader) {}
