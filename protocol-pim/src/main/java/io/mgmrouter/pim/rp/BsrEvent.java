package io.mgmrouter.pim.rp;

/** What happens to an election. */
sealed interface BsrEvent {

    /** A Bootstrap message has passed the checks of RFC 5059, section 3.1.3. */
    record BsmReceived(BsrWeight from) implements BsrEvent {}

    /** As the elected one, this router knows other RPs than it last told. */
    record RpsChanged() implements BsrEvent {}

    /** The deadline of the state may have come. */
    record TimerDue() implements BsrEvent {}
}
