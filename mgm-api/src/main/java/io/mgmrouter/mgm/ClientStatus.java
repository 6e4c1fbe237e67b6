package io.mgmrouter.mgm;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.spi.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A registered client as tools see it.
 *
 * @param id protocol and component
 * @param name readable name
 * @param role router or local membership
 * @param families address families it handles
 * @param heldFor empty while attached; while its bundle is away, the time left until its state is removed
 * @param interfaces number of interfaces it owns
 * @param memberships number of memberships it has declared
 * @param callbacks callbacks delivered to it
 * @param failedCallbacks callbacks it answered with an exception
 * @param lateAnswers questions it did not answer in time
 * @param overdueAnswers those of them it has not returned from yet; while there are any it is asked nothing more
 * @param waiting callbacks that wait for its loop
 * @param superseded callbacks dropped because a newer one says what counts; only a client far behind loses any
 */
public record ClientStatus(
        ComponentId id,
        String name,
        Role role,
        Set<Family> families,
        Optional<Duration> heldFor,
        int interfaces,
        long memberships,
        long callbacks,
        long failedCallbacks,
        long lateAnswers,
        int overdueAnswers,
        int waiting,
        long superseded) {}
