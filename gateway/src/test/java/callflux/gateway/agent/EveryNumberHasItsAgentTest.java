package callflux.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A number is answered by its own plan, else by that of its longest prefix, else by the default.
class EveryNumberHasItsAgentTest {
  private final NumberPlan exact = plan("+14155550100");
  private final NumberPlan city = plan("+1415*");
  private final NumberPlan country = plan("+1*");
  private final NumberPlan others = plan(NumberPlan.OTHERS);
  private final AgentDirectory directory =
      new AgentDirectory(List.of(country, exact, city), others);

  @Test
  void theNearestPlanIsTaken() {
    assertThat(directory.plan("+14155550100")).contains(exact);
    assertThat(directory.plan("+14155550101")).contains(city);
    assertThat(directory.plan("+1415")).contains(city);
    assertThat(directory.plan("+12125550100")).contains(country);
    assertThat(directory.plan("+4930123456")).contains(others);
    assertThat(directory.plan("")).contains(others);
    assertThat(directory.plan("sip:desk@example.com")).contains(others);
  }

  @Test
  void aStarIsForEveryNumber() {
    var every = plan("*");

    assertThat(new AgentDirectory(List.of(every), others).plan("+4930123456")).contains(every);
  }

  @Test
  void aNumberWithoutAPlanHasNone() {
    assertThat(new AgentDirectory(List.of(exact), null).plan("+4930123456")).isEmpty();
    assertThat(new AgentDirectory(List.of(exact), null).plan("+1415555010*")).isEmpty();
  }

  private static NumberPlan plan(String label) {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session =
        new Session(
            null, "Be brief.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60));
    return new NumberPlan(label, new Agent(label, session, null, limits));
  }
}
