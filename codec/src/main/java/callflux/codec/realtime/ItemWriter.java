package callflux.codec.realtime;

import static callflux.codec.realtime.ClientEventWriter.writeIfPresent;

import callflux.codec.realtime.Item.Content;
import tools.jackson.core.JsonGenerator;

/// Writes conversation items as JSON.
record ItemWriter(Dialect dialect) {

  void write(Item item, JsonGenerator json) {
    json.writeStartObject();
    writeIfPresent("id", item.id(), json);
    switch (item) {
      case Item.Message message -> write(message, json);
      case Item.FunctionCall call -> write(call, json);
      case Item.FunctionCallOutput(_, var callId, var output) -> {
        json.writeStringProperty("type", "function_call_output");
        json.writeStringProperty("call_id", callId);
        json.writeStringProperty("output", output);
      }
      case Item.Other(_, var type) -> json.writeStringProperty("type", type);
    }
    json.writeEndObject();
  }

  private void write(Item.Message message, JsonGenerator json) {
    json.writeStringProperty("type", "message");
    writeIfPresent("status", message.status(), json);
    json.writeStringProperty("role", message.role());
    json.writeArrayPropertyStart("content");
    message.content().forEach(part -> write(part, json));
    json.writeEndArray();
  }

  private static void write(Item.FunctionCall call, JsonGenerator json) {
    json.writeStringProperty("type", "function_call");
    writeIfPresent("status", call.status(), json);
    json.writeStringProperty("call_id", call.callId());
    json.writeStringProperty("name", call.name());
    json.writeStringProperty("arguments", call.arguments());
  }

  private void write(Content part, JsonGenerator json) {
    boolean audio = part.type().endsWith("audio");
    json.writeStartObject();
    json.writeStringProperty("type", spelled(part.type()));
    writeIfPresent(audio ? "transcript" : "text", part.text(), json);
    json.writeEndObject();
  }

  private String spelled(String type) {
    return switch (dialect) {
      case GA -> type;
      case BETA ->
          switch (type) {
            case "output_text" -> "text";
            case "output_audio" -> "audio";
            default -> type;
          };
    };
  }
}
