package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.Agent;
import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.agent.Destination;
import callflux.gateway.agent.Door;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.agent.OpeningHours;
import callflux.gateway.agent.OpeningHours.Closed;
import callflux.gateway.agent.Overflow;
import callflux.gateway.call.Calls;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who calls from a country that may not call a number hears a busy tone, whatever else holds, and
/// costs nothing.
class OtherCountriesAreTurnedAwayTest {
  private static final String BUSY = "<Response><Reject reason=\"busy\"/></Response>";
  private static final String NIGERIA = "+2348012345678";
  private static final String GERMANY = "+4930123456";
  private static final String CHOOSY = "+14155550101";
  private static final String EVERYBODYS = "+14155550102";
  private static final String CLOSED = "+14155550103";

  private final Rig rig =
      new Rig(
          new Calls.Terms(1, Duration.ofSeconds(60)),
          new AgentDirectory(
              List.of(
                  choosy(CHOOSY, Rig.agent()),
                  new NumberPlan(EVERYBODYS, Rig.agent()),
                  choosy(CLOSED, closed())),
              null),
          Rig.FREE);

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NIGERIA,
        "+14165550100",
        "+881612345678",
        "+",
        "+x",
        "14155550100",
        "0301234",
        "tel:+14155550100"
      })
  void callerOfAnotherCountryOrOfNoneIsBusy(String from) {
    assertThat(calls(from, CHOOSY)).endsWith(BUSY);

    assertThat(turnedAway(CHOOSY)).isEqualTo(1);
    assertThat(rig.calls.admitted()).isZero();
    assertThat(rig.model.dialled()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+14155550100", GERMANY})
  void callerOfACountryThatIsNamedIsConnected(String from) {
    assertThat(calls(from, CHOOSY)).contains("<Stream ");
    assertThat(turnedAway(CHOOSY)).isZero();
  }

  /// Digits that spell a word for them would be those of Lesotho and Russia.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Anonymous",
        "+266696687",
        "+7378742833",
        "sip:anonymous@anonymous.invalid",
        "sip:+2348012345678@voice.example.com",
        "SIPS:desk@voice.example.com",
        "client:desk"
      })
  void callerWithoutANumberIsConnected(String from) {
    assertThat(calls(from, CHOOSY)).contains("<Stream ");
  }

  @Test
  void numberThatNamesNoCountryIsEverybodys() {
    assertThat(calls(NIGERIA, EVERYBODYS)).contains("<Stream ");
  }

  @Test
  void wantOfRoomPassesNobodyOnWhoWouldNotGetIn() {
    assertThat(calls(GERMANY, CHOOSY)).contains("<Stream ");

    assertThat(calls("CA" + "2".repeat(32), "+14155550100", CHOOSY)).contains("<Dial>");
    assertThat(calls("CA" + "3".repeat(32), NIGERIA, CHOOSY)).endsWith(BUSY);
  }

  @Test
  void gatewayThatStopsPassesNobodyOnWhoWouldNotGetIn() {
    rig.calls.drain(Duration.ofSeconds(1)).block(Duration.ofSeconds(5));

    assertThat(calls(GERMANY, CHOOSY)).contains("<Dial>");
    assertThat(calls(NIGERIA, CHOOSY)).endsWith(BUSY);
  }

  /// To be told the hours the call would have to be answered.
  @Test
  void hoursAreNotToldToWhoWouldNotGetIn() {
    assertThat(calls(GERMANY, CLOSED)).contains("<Say");
    assertThat(calls(NIGERIA, CLOSED)).endsWith(BUSY);
    assertThat(turnedAway(CLOSED)).isEqualTo(1);
  }

  private String calls(String from, String to) {
    return calls(Rig.CALL, from, to);
  }

  private String calls(String sid, String from, String to) {
    var form = Rig.incoming("CallSid", sid);
    form.put("From", List.of(from));
    form.put("To", List.of(to));
    return rig.posts(VoiceWebhook.PATH, form).body();
  }

  private double turnedAway(String number) {
    return rig.meters
        .counter("callflux.calls.turned.away", "reason", "country", "number", number)
        .count();
  }

  private static NumberPlan choosy(String number, Agent agent) {
    var overflow = new Overflow.Dial(new Destination("+4930654321"));
    return new NumberPlan(number, agent, new Door(null, null, overflow, Set.of("US", "DE")));
  }

  private static Agent closed() {
    var open = Rig.agent();
    var never = new OpeningHours(ZoneOffset.UTC, Map.of(), new Closed("We are closed.", "en-US"));
    return new Agent(
        "test", open.session(), null, open.limits(), Agent.DEFAULT_UPSTREAM, List.of(), never);
  }
}
