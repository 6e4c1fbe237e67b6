package io.mgmrouter.igmp.host;

/**
 * How many reports and leaves are taken up; a rate of 0 means all of them.
 *
 * @param rate packets per second on the interface
 * @param burst packets in a row on the interface
 * @param hostRate packets per second from one host
 * @param hostBurst packets in a row from one host
 * @param hosts how many hosts are told apart; the one not heard for longest is forgotten for a new one
 */
public record RateLimits(int rate, int burst, int hostRate, int hostBurst, int hosts) {

    public static final RateLimits NONE = new RateLimits(0, 1, 0, 1, 1);
}
