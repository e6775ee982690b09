package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.simulator.Brain.Call;
import callflux.gateway.simulator.Brain.Reply;
import callflux.gateway.simulator.Brain.Words;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FunctionCallTest extends SimulatorTest {
  private static final String ARGUMENTS = "{\"order\":\"A-17\",\"express\":true}";

  /// Calls a function once, and then tells what came of it.
  private static final Brain CURIOUS =
      turn ->
          turn.toolOutputs().isEmpty()
              ? Reply.call("find_order", ARGUMENTS)
              : Reply.words("It says " + turn.toolOutputs().getFirst());

  @Test
  void aFunctionIsCalledPieceByPiece() {
    var client = call(swift().withBrain(CURIOUS));
    client.say("{'type':'response.create'}");

    JsonNode item = client.await("response.output_item.done").path("item");

    assertThat(item.path("type").stringValue()).isEqualTo("function_call");
    assertThat(item.path("status").stringValue()).isEqualTo("completed");
    assertThat(item.path("arguments").stringValue()).isEqualTo(ARGUMENTS);
    String pieces =
        client.seen("response.function_call_arguments.delta").stream()
            .map(delta -> delta.path("delta").stringValue())
            .reduce("", String::concat);
    assertThat(pieces).isEqualTo(ARGUMENTS);
    JsonNode done = client.seen("response.function_call_arguments.done").getFirst();
    assertThat(done.path("name").stringValue()).isEqualTo("find_order");
    assertThat(done.path("call_id")).isEqualTo(item.path("call_id"));
  }

  @Test
  void itsOutputIsWhatTheNextResponseGoesBy() {
    var client = call(swift().withBrain(CURIOUS));
    client.say("{'type':'response.create'}");
    String call = client.await("response.done").at("/response/output/0/call_id").stringValue();
    client.say(output(call));
    client.await("conversation.item.done");
    client.say("{'type':'response.create'}");

    JsonNode response = client.await("response.done");

    assertThat(response.at("/response/output/0/content/0/transcript").stringValue())
        .isEqualTo("It says on its way");
  }

  @Test
  void anOutputNeedsACall() {
    var client = call(swift());
    client.say(output("call_unheard_of"));

    JsonNode error = client.error();

    assertThat(error.path("code").stringValue()).isEqualTo("invalid_tool_call_id");
    assertThat(error.path("message").stringValue()).contains("call_unheard_of");
  }

  @Test
  void aResponseMaySpeakAndCallAtOnce() {
    Brain both =
        _ -> new Reply(List.of(new Words("One moment."), new Call("f", "{}"), new Call("g", "{}")));
    var client = call(swift().withBrain(both));
    client.say("{'type':'response.create'}");

    JsonNode output = client.await("response.done").at("/response/output");

    assertThat(output.valueStream().map(item -> item.path("type").stringValue()))
        .containsExactly("message", "function_call", "function_call");
    assertThat(client.seen("response.output_item.added"))
        .extracting(added -> added.path("output_index").intValue())
        .containsExactly(0, 1, 2);
  }

  private static String output(String callId) {
    return "{'type':'conversation.item.create','item':{'type':'function_call_output',"
        .concat("'call_id':'%s','output':'on its way'}}")
        .formatted(callId);
  }
}
