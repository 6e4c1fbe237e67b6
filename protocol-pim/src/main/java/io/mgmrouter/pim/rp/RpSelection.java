package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;

/**
 * The RP of a group, and why it is that one.
 *
 * @param rp its address
 * @param origin who said so
 * @param range the longest range with an RP that the group is in; the group alone if it contains its RP
 * @param why what decided among those of the range
 */
public record RpSelection(IpAddress rp, Origin origin, IpPrefix range, Why why) {

    /** What decided, in the order in which it is looked at. */
    public enum Why {
        EMBEDDED("the group contains its address"),
        ONLY("it is the only one of the range"),
        ORDER("it is the first of the configured ones"),
        FAIL_OVER("it is the first of the configured ones that can be reached"),
        NONE_REACHABLE("it is the first of the configured ones, and none can be reached"),
        PRIORITY("it has the best priority"),
        HASH("it has the highest hash value for the group"),
        HIGHEST_ADDRESS("it has the highest address");

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }

        /** In words for operators. */
        public String sentence() {
            return sentence;
        }
    }
}
