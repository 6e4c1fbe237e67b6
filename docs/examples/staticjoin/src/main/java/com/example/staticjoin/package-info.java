/**
 * Static joins: a protocol without packets. It owns one configured interface and declares that there are receivers of
 * configured groups behind it, for hosts that cannot report them by IGMP.
 *
 * <p>{@code StaticJoinComponent} is the only class that knows OSGi, {@code StaticJoinSettings} the checked
 * configuration, {@code StaticJoin} the protocol. Everything runs on the bundle's control loop, unless it says
 * otherwise. No {@code null}.
 */
package com.example.staticjoin;
