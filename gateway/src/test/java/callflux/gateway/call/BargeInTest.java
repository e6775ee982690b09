package callflux.gateway.call;

import static callflux.gateway.call.ScriptedCall.voice;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.ItemTruncate;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.twilio.TwilioMessage.Outbound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BargeInTest {
  private final ScriptedCall call = ScriptedCall.ready();

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void clearsTheLineBeforeTheNextResponse() {
    call.answers("r1");
    call.speaks("r1", "i1", 100);
    call.caller.told();

    call.callerSpeaks();
    call.callerPauses();
    call.answers("r2");
    call.speaks("r2", "i2", 20);

    assertThat(call.caller.told())
        .containsExactly(new Outbound.Clear(), new Outbound.Media(voice(20)));
  }

  @Test
  void dropsAudioOfTheCutResponseHoweverLate() {
    call.answers("r1");
    call.speaks("r1", "i1", 20);
    call.callerSpeaks();
    call.speaks("r1", "i1", 20);
    call.callerPauses();
    call.answers("r2");
    call.caller.told();

    call.speaks("r1", "i1", 20);

    assertThat(call.caller.told()).isEmpty();
    assertThat(call.events).contains(new CallEvent.LateAudioDropped(20));
  }

  @Test
  void clearsTheLineEvenWhenTheResponseIsDone() {
    call.answers("r1");
    call.speaks("r1", "i1", 400);
    call.finishes("r1", "i1");
    call.caller.told();

    call.callerSpeaks();

    assertThat(call.caller.told()).containsExactly(new Outbound.Clear());
    assertThat(call.model.told()).containsExactly(new ItemTruncate("truncate", "i1", 0, 0));
  }

  @Test
  void leavesAloneWhatWasHeardToItsEnd() {
    call.answers("r1");
    call.speaks("r1", "i1", 120);
    call.finishes("r1", "i1");
    call.plays("0:120");
    call.caller.told();

    call.callerSpeaks();

    assertThat(call.caller.told()).isEmpty();
    assertThat(call.model.told()).isEmpty();
  }

  @Test
  void tellsTheModelHowMuchWasHeard() {
    call.answers("r1");
    call.speaks("r1", "i1", 400);
    call.plays("0:120");
    call.plays("0:240");

    call.callerSpeaks();

    assertThat(call.model.told()).containsExactly(new ItemTruncate("truncate", "i1", 0, 240));
    assertThat(call.events).contains(new CallEvent.CallerSpoke(true, 1));
  }

  @Test
  void beginsToCountAgain() {
    call.answers("r1");
    for (int i = 0; i < 60; i++) {
      call.speaks("r1", "i1", 120);
    }
    call.callerSpeaks();
    call.callerPauses();
    call.caller.told();
    call.answers("r2");
    call.speaks("r2", "i2", 120);

    assertThat(call.caller.told())
        .containsExactly(new Outbound.Media(voice(120)), new Outbound.Mark("1:120"));
  }

  @Test
  void ignoresTheMarksThatClearReturns() {
    call.answers("r1");
    call.speaks("r1", "i1", 400);
    call.callerSpeaks();
    call.callerPauses();
    call.model.told();
    call.plays("0:120");
    call.plays("0:400");
    call.answers("r2");
    call.speaks("r2", "i2", 400);

    call.callerSpeaks();

    assertThat(call.model.told()).containsExactly(new ItemTruncate("truncate", "i2", 0, 0));
  }

  @Test
  void doesNotHappenWhenTheAgentIsNotToBeInterrupted() {
    try (var other = ScriptedCall.begun(ScriptedCall.agent(null, false))) {
      other.model.says(new ServerEvent.SessionUpdated("s", 0));
      other.answers("r1");
      other.speaks("r1", "i1", 20);
      other.callerSpeaks();
      other.speaks("r1", "i1", 20);

      assertThat(other.caller.told())
          .containsExactly(new Outbound.Media(voice(20)), new Outbound.Media(voice(20)));
    }
  }

  @Test
  void dropsWhatTheSocketHadNotTaken() {
    try (var slow =
        new ScriptedCall(ScriptedCall.AGENT, new ScriptedLeg<>(1), ScriptedLeg.willing())) {
      slow.model.says(new ServerEvent.SessionUpdated("s", 0));
      slow.answers("r1");
      slow.speaks("r1", "i1", 1_000);
      slow.callerSpeaks();
      slow.callerPauses();
      slow.answers("r2");
      slow.speaks("r2", "i2", 20);
      slow.caller.told();

      slow.caller.takes(100);

      assertThat(slow.caller.told())
          .containsExactly(new Outbound.Clear(), new Outbound.Media(voice(20)));
    }
  }

  @Test
  void cancelsAnAnswerThatWasAskedForBeforeTheCallerSpoke() {
    try (var early = ScriptedCall.begun()) {
      early.model.says(new ServerEvent.SessionUpdated("s", 0));
      early.callerSpeaks();
      early.model.told();

      early.answers("greeting");
      early.speaks("greeting", "i1", 20);

      assertThat(early.model.told())
          .containsExactly(new ClientEvent.ResponseCancel("cancel", "greeting"));
      assertThat(early.caller.told()).isEmpty();
    }
  }
}
