package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.call.Said.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// However a call ends in the middle of what is said, it is told what of it was heard, and what is
/// not known, before it is told that the call is over.
class LastWordsAreToldBeforeTheEndTest {
  private final VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
  private final ScriptedLeg<ServerEvent, ClientEvent> model = ScriptedLeg.willing();
  private final ScriptedLeg<Inbound, Outbound> caller = ScriptedLeg.willing();
  private final List<Object> told = new ArrayList<>();
  private final Calls calls =
      new Calls(
          _ -> Mono.just(model),
          List.of(new Listener()),
          new Calls.Terms(1, Duration.ofSeconds(60)));

  @BeforeEach
  void talk() {
    var ticket = calls.admit(Switchboard.CALL).given().orElseThrow();
    calls.bridge(calls.redeem(ticket.nonce()).orElseThrow(), caller).subscribe();
    model.says(new ServerEvent.SessionUpdated("s", 0));
    model.says(new ServerEvent.ResponseCreated("r1", false));
    model.says(new ServerEvent.OutputTranscriptDelta("r1", "i1", 0, "Hello there."));
    model.says(ScriptedCall.says("r1", "i1", 600));
  }

  @AfterEach
  void stopTheClock() {
    clock.dispose();
    VirtualTimeScheduler.reset();
  }

  @Test
  void whenTheCallerHangsUp() {
    caller.says(new Inbound.Stop("CA1"));

    assertThat(lastOfIt()).containsExactly(unheard(), Termination.CALLER_HUNG_UP);
  }

  @Test
  void whenTheModelIsLost() {
    model.hangsUp();

    assertThat(lastOfIt()).containsExactly(unheard(), Termination.MODEL_LOST);
  }

  @Test
  void whenItIsEndedFromOutside() {
    calls.end(Switchboard.CALL.callSid(), Termination.SPEND_CAP);

    assertThat(lastOfIt()).containsExactly(unheard(), Termination.SPEND_CAP);
  }

  private static Heard unheard() {
    return new Heard("i1", "", "Hello there.");
  }

  private List<Object> lastOfIt() {
    return told.subList(told.size() - 2, told.size());
  }

  private final class Listener implements CallListener {
    @Override
    public boolean wantsWords(Call call) {
      return true;
    }

    @Override
    public void said(Call call, Said said) {
      told.add(said);
    }

    @Override
    public void ended(Call call, Termination termination, CallSummary summary) {
      told.add(termination);
    }
  }
}
