package callflux.gateway.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.realtime.RealtimeServerEvent;

/// OpenAI's own Java models, as judges of what the simulator says.
final class OpenAiModels {
  private OpenAiModels() {}

  /// Fails unless the text is a server event, with all its parts in their places.
  static void accept(String event) {
    try {
      ObjectMappers.jsonMapper().readValue(event, RealtimeServerEvent.class).validate();
    } catch (JsonProcessingException | OpenAIInvalidDataException e) {
      throw new AssertionError("OpenAI's models refuse " + event, e);
    }
  }
}
