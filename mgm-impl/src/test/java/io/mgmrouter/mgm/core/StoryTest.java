package io.mgmrouter.mgm.core;

import static io.mgmrouter.mgm.core.CoreLab.ETH0;
import static io.mgmrouter.mgm.core.CoreLab.ETH1;
import static io.mgmrouter.mgm.core.CoreLab.ETH2;
import static io.mgmrouter.mgm.core.CoreLab.ETH3;
import static io.mgmrouter.mgm.core.CoreLab.SG;
import static io.mgmrouter.mgm.core.CoreLab.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.Callback;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The story of a flow tells what came between the question and the answer")
class StoryTest {

    private static final Sg LATER = new Sg(IpAddress.parse("10.0.0.8"), SG.group());

    private final CoreLab lab = new CoreLab();

    @Test
    void anOwnerThatOwesAnAnswerIsNotAskedForItsInterface() {
        lab.client("x", 101, Callback.RPF).owns(ETH0);
        lab.packet(SG);
        lab.advance(Duration.ofMillis(250));
        lab.packet(LATER);

        assertThat(DecisionLines.about(lab, LATER))
                .containsExactly(
                        "0.0 FLOW_ARRIVED (10.0.0.8,239.1.1.1) 10",
                        "0.0 ROUTE_FOUND (10.0.0.8,239.1.1.1) 10 via 10.0.0.0/24",
                        "0.0 NOT_ASKED (10.0.0.8,239.1.1.1) 101:0",
                        "0.0 INSTALLED (10.0.0.8,239.1.1.1) 10");
    }

    @Test
    void aReceiverThatOwesAnAnswerIsNotAskedForTheCreation() {
        creationIsAsked();
        lab.advance(Duration.ofMillis(250));
        lab.packet(LATER);

        assertThat(DecisionLines.about(lab, LATER))
                .endsWith(
                        "0.0 ROUTE_FOUND (10.0.0.8,239.1.1.1) 10 via 10.0.0.0/24",
                        "0.0 NOT_ASKED (10.0.0.8,239.1.1.1) 102:0",
                        "0.0 INSTALLED (10.0.0.8,239.1.1.1) 10 [11]");
    }

    @Test
    void aClientThatWentAwayWhileItWasAskedIsNamed() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.RPF).owns(ETH0);
        lab.packet(SG);
        lab.manager.departed(x.id, lab.now);

        assertThat(DecisionLines.about(lab, SG))
                .endsWith(
                        "0.0 RPF_ASKED (10.0.0.9,239.1.1.1) 101:0 10",
                        "0.0 ASKED_CLIENT_GONE (10.0.0.9,239.1.1.1) 101:0",
                        "0.0 INSTALLED (10.0.0.9,239.1.1.1) 10");
    }

    @Test
    void anInterfaceThatChangedHandsMeanwhileIsDecidedUponAgain() {
        CoreLab.TestClient x = creationIsAsked();
        x.releases(ETH0);
        lab.client("z", 103, Callback.PRUNE_ALERT).owns(ETH0);
        lab.manager.creationAnswered(lab.token(), Set.of(), lab.now);
        lab.happened();
        lab.manager.creationAnswered(lab.token(), Set.of(), lab.now);

        assertThat(DecisionLines.about(lab, SG))
                .endsWith(
                        "0.0 CREATION_ANSWERED (10.0.0.9,239.1.1.1) 102:0 10",
                        "0.0 IIF_CHANGED_HANDS (10.0.0.9,239.1.1.1) 10",
                        "0.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 10 via 10.0.0.0/24",
                        "0.0 CREATION_ASKED (10.0.0.9,239.1.1.1) 102:0 10 [11]",
                        "0.0 CREATION_ANSWERED (10.0.0.9,239.1.1.1) 102:0 10",
                        "0.0 INSTALLED (10.0.0.9,239.1.1.1) 10 [11]");
    }

    @Test
    void aChangeOfRouteInTheMiddleOfADecisionIsPartOfItsStory() {
        lab.client("x", 101, Callback.RPF).owns(ETH0, ETH2);
        lab.packet(SG);
        lab.route("10.0.0.0/24", ETH2);
        lab.routesChanged("10.0.0.0/24");

        assertThat(DecisionLines.about(lab, SG))
                .as("the question is still open")
                .containsExactly(
                        "0.0 FLOW_ARRIVED (10.0.0.9,239.1.1.1) 10",
                        "0.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 10 via 10.0.0.0/24",
                        "0.0 RPF_ASKED (10.0.0.9,239.1.1.1) 101:0 10",
                        "0.0 REROUTE_BEGAN (10.0.0.9,239.1.1.1)",
                        "0.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 12 via 10.0.0.0/24",
                        "0.0 RPF_ASKED (10.0.0.9,239.1.1.1) 101:0 12");
    }

    @Test
    void aStoryNamesTheInterfacesOfItsStepsAndNoOthers() {
        IpAddress hop = IpAddress.parse("10.9.0.2");
        Story.Draft draft = new Story.Draft(Decision.Kind.FLOW_ARRIVED, ETH0, new Tick(0));
        draft.step(Decision.Kind.INSTALLED, null, ETH1, List.of(ETH2, InterfaceId.of(ETH3.index(), hop)));
        Story story = draft.end(new Tick(0), new Steps.Pool());

        assertThat(List.of(ETH0, ETH1, ETH2, ETH3, InterfaceId.of(ETH3.index(), hop)))
                .allMatch(story::names);
        assertThat(List.of(
                        InterfaceId.of(14),
                        InterfaceId.of(14, hop),
                        InterfaceId.of(ETH3.index(), IpAddress.parse("10.9.0.3")),
                        InterfaceId.of(ETH0.index(), hop)))
                .noneMatch(story::names);
    }

    /** A flow from ETH0, whose owner is returned, that a client on ETH1 is being asked about. */
    private CoreLab.TestClient creationIsAsked() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.PRUNE_ALERT).owns(ETH0);
        lab.client("y", 102, Callback.CREATION_ALERT).owns(ETH1).joins(ETH1, STAR_G);
        lab.packet(SG);
        lab.happened();
        return x;
    }
}
