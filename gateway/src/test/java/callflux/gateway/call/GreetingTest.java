package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.ServerEvent.SessionCreated;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import org.junit.jupiter.api.Test;

class GreetingTest {

  @Test
  void isAskedForWhenTheSessionIsSetUp() {
    try (var call = ScriptedCall.begun()) {
      call.model.says(new SessionCreated("s", 0));
      assertThat(call.model.told()).isEmpty();
      assertThat(call.events).isEmpty();

      call.model.says(new SessionUpdated("s", 0));

      // The agent stays who it is: instructions of one answer replace the session's.
      assertThat(call.model.told())
          .containsExactly(new ResponseCreate("response", "Be brief.\n\nSay hello."));
      assertThat(call.events).containsExactly(new CallEvent.SessionReady());
    }
  }

  @Test
  void isAskedForOnce() {
    try (var call = ScriptedCall.ready()) {
      call.answers("r1");
      call.finishes("r1", "i1");

      call.model.says(new SessionUpdated("s", 0));

      assertThat(call.model.told()).isEmpty();
      assertThat(call.events).containsOnlyOnce(new CallEvent.SessionReady());
    }
  }

  @Test
  void isLeftToTheCallerWhenTheAgentHasNone() {
    try (var call = ScriptedCall.begun(ScriptedCall.agent(null, true))) {
      call.model.says(new SessionUpdated("s", 0));

      assertThat(call.model.told()).isEmpty();
      assertThat(call.events).containsExactly(new CallEvent.SessionReady());
    }
  }
}
