/**
 * The hosts behind the reports of one link: who wants what ({@link io.mgmrouter.igmp.host.HostTracker}), how much each
 * may say ({@link io.mgmrouter.igmp.host.ReportGate}), and who is named in the log
 * ({@link io.mgmrouter.igmp.host.Offenders}).
 *
 * <p>Everything here is pure, of either family, and for one thread. However many addresses packets claim to come from,
 * no table grows beyond its limit.
 */
package io.mgmrouter.igmp.host;
