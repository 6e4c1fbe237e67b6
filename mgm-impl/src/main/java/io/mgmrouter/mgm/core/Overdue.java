package io.mgmrouter.mgm.core;

import io.mgmrouter.mgm.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Questions whose deadline has passed and from which the client has not returned. Until it has returned from all of
 * them it is asked nothing, and its answer counts as "no change" at once: a stuck client costs the flows that were new
 * when it got stuck one deadline, and those that come later nothing.
 */
final class Overdue {

    private final Map<Long, Client> questions = new HashMap<>();
    private final Tables tables;

    Overdue(Tables tables) {
        this.tables = tables;
    }

    void add(long token, Client client) {
        questions.put(token, client);
        client.overdue++;
    }

    /**
     * A client returned from a question, in time or not.
     *
     * @return the client, if it owed an answer and owes none any more; else null
     */
    Client returned(long token) {
        Client client = questions.remove(token);
        if (client == null || --client.overdue > 0) {
            return null;
        }
        tables.log.client(Decision.Kind.ANSWERS_AGAIN, client);
        tables.effect(new Effect.AnswersAgain(client.id));
        return client;
    }

    /** The client went away: whoever comes back under its name begins anew. */
    void forget(Client client) {
        questions.values().removeIf(debtor -> debtor == client);
        client.overdue = 0;
        List.copyOf(client.unheard).forEach(entry -> entry.forgetUnheard(client));
    }
}
