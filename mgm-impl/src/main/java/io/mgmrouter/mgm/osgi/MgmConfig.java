package io.mgmrouter.mgm.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the manager; PID {@code io.mgmrouter.mgm}. */
@ObjectClassDefinition(name = "Multicast Group Manager")
@interface MgmConfig {

    @AttributeDefinition(
            description = "Life span of a forwarding entry, in seconds. One with traffic is renewed in place.",
            min = "1",
            max = "86400")
    int entry_lifetime() default 900;

    @AttributeDefinition(
            description = "How long a protocol may take to answer a question, in milliseconds; then it counts as \"no"
                    + " change\".",
            min = "1",
            max = "60000")
    int question_deadline_ms() default 250;

    @AttributeDefinition(
            description =
                    "How long the state of a protocol whose bundle stopped is kept for its return, in seconds. 0: not"
                            + " at all.",
            min = "0",
            max = "86400")
    int hold_seconds() default 180;

    @AttributeDefinition(
            description = "Least time between two wrong-interface alerts of one flow, in seconds.",
            min = "0",
            max = "3600")
    int wrong_interface_interval() default 3;

    @AttributeDefinition(
            description = "How many events are remembered for \"mgmctl explain\"; one takes 28 octets.",
            min = "16",
            max = "1048576")
    int recent_events() default 16_384;

    @AttributeDefinition(
            description = "How many ends of forwarding entries and groups are remembered beside them.",
            min = "16",
            max = "1048576")
    int vanished() default 4_096;

    @AttributeDefinition(
            description = "Whether groups that no protocol wants to be asked about are forwarded by one entry for all"
                    + " their sources. A new source then costs no question; but sources are not checked against the"
                    + " route, nor listed, one by one.")
    boolean wildcard_entries() default true;
}
