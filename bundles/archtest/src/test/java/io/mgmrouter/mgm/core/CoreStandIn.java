package io.mgmrouter.mgm.core;

/** Stands for any class of the manager's core. */
public final class CoreStandIn {}
