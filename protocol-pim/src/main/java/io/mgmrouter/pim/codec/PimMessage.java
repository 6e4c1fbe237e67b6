package io.mgmrouter.pim.codec;

public interface PimMessage {}
