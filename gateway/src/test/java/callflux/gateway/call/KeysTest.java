package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.ItemCreate;
import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.codec.twilio.TwilioMessage.Inbound;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final ScriptedCall call = ScriptedCall.begun(ScriptedCall.agent(null, true));

  @BeforeEach
  void setUp() {
    call.model.says(new SessionUpdated("s", 0));
  }

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void withinTwoSecondsAreOneInputAndOneAnswer() {
    presses("1");
    call.passes(Duration.ofMillis(1_999));
    presses("#");
    assertThat(call.model.told()).isEmpty();

    call.passes(Duration.ofMillis(1));

    assertThat(call.model.told())
        .containsExactly(
            item("The caller pressed 1 # on the keypad."), new ResponseCreate("response", null));
    assertThat(call.events).contains(new CallEvent.KeysPressed(2));
  }

  @Test
  void afterTwoSecondsAreAnotherInput() {
    presses("1");
    call.passes(Answers.KEYING);
    call.answers("r1");
    call.model.told();
    presses("2");
    call.passes(Answers.KEYING);

    assertThat(call.model.told()).containsExactly(item("The caller pressed 2 on the keypad."));
    call.finishes("r1", "i1");
    assertThat(call.model.told()).containsExactly(new ResponseCreate("response", null));
  }

  @Test
  void areAnsweredThoughTheCallerSpeaksWhenNothingIsAnsweredUnasked() {
    var asked = ScriptedCall.agent(null, new ServerVad(0.5, 300, 500, null, false, true));
    try (var other = ScriptedCall.begun(asked)) {
      other.model.says(new SessionUpdated("s", 0));
      other.answers("r1");
      other.caller.says(new Inbound.Dtmf("1"));
      other.passes(Answers.KEYING);
      other.callerSpeaks();
      other.model.told();

      other.finishes("r1", "i1");

      assertThat(other.model.told()).containsExactly(new ResponseCreate("response", null));
    }
  }

  @Test
  void areOneInputOfAtMostThirtyTwo() {
    for (int i = 0; i < 33; i++) {
      presses("7");
    }

    assertThat(call.events).contains(new CallEvent.KeysPressed(32));
    call.passes(Answers.KEYING);
    assertThat(call.events).contains(new CallEvent.KeysPressed(1));
  }

  @Test
  void mayComeWhileTheModelIsToldOfOthers() {
    call.model.meanwhile(() -> {
      for (int i = 0; i < 100 * 32; i++) {
        presses("7");
      }
    });
    presses("1");
    call.passes(Answers.KEYING);

    assertThat(call.termination).isNull();
    assertThat(call.events.stream().filter(new CallEvent.KeysPressed(32)::equals)).hasSize(100);
  }

  /// Two thousand inputs in one go, while the model's socket takes nothing.
  @Test
  void neverHoldUpTheCall() {
    try (var deaf =
        new ScriptedCall(
            ScriptedCall.agent(null, true), ScriptedLeg.willing(), new ScriptedLeg<>(0))) {
      deaf.model.says(new SessionUpdated("s", 0));
      for (int i = 0; i < 64_000; i++) {
        deaf.caller.says(new Inbound.Dtmf("7"));
      }
      deaf.caller.says(new Inbound.Stop("CA"));

      assertThat(deaf.termination).isEqualTo(Termination.CALLER_HUNG_UP);
    }
  }

  private void presses(String key) {
    call.caller.says(new Inbound.Dtmf(key));
  }

  private static ClientEvent item(String words) {
    return new ItemCreate(
        "keys",
        null,
        new Item.Message(null, null, "user", List.of(new Item.Content("input_text", words))));
  }
}
