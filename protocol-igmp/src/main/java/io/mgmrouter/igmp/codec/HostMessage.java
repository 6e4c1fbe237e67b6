package io.mgmrouter.igmp.codec;

/** What a host says: it wants something, or no longer does. */
public sealed interface HostMessage extends MembershipMessage permits OlderReport, LeaveGroup, MembershipReport {}
