package callflux.codec.realtime;

import callflux.codec.realtime.ClientEvent.InputAudioAppend;
import callflux.codec.realtime.ClientEvent.InputAudioClear;
import callflux.codec.realtime.ClientEvent.InputAudioCommit;
import callflux.codec.realtime.ClientEvent.ItemCreate;
import callflux.codec.realtime.ClientEvent.ItemDelete;
import callflux.codec.realtime.ClientEvent.ItemTruncate;
import callflux.codec.realtime.ClientEvent.ResponseCancel;
import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.ClientEvent.SessionUpdate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes client events as JSON, all but the caller's voice.
final class ClientEventWriter {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Dialect dialect;

  ClientEventWriter(Dialect dialect) {
    this.dialect = dialect;
  }

  ByteBuf write(ClientEvent event, ByteBufAllocator allocator) {
    var text = new StringWriter();
    try (var json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      write(event, json);
      json.writeEndObject();
    }
    // Half a surrogate pair, such as a peer may have sent, becomes a question mark here; Jackson's
    // own UTF-8 would refuse the event.
    return ByteBufUtil.writeUtf8(allocator, text.toString());
  }

  private void write(ClientEvent event, JsonGenerator json) {
    switch (event) {
      case SessionUpdate(var eventId, var session) -> {
        begin("session.update", eventId, json);
        json.writeName("session");
        new SessionWriter(dialect).write(session, json);
      }
      case InputAudioAppend(var frame) ->
          throw new IllegalArgumentException(frame + " is the audio codec's to write");
      case InputAudioCommit() -> begin("input_audio_buffer.commit", null, json);
      case InputAudioClear() -> begin("input_audio_buffer.clear", null, json);
      case ItemCreate create -> write(create, json);
      case ItemDelete(var eventId, var itemId) -> {
        begin("conversation.item.delete", eventId, json);
        json.writeStringProperty("item_id", itemId);
      }
      case ItemTruncate truncate -> write(truncate, json);
      case ResponseCreate create -> write(create, json);
      case ResponseCancel(var eventId, var responseId) -> {
        begin("response.cancel", eventId, json);
        writeIfPresent("response_id", responseId, json);
      }
    }
  }

  private void write(ItemCreate create, JsonGenerator json) {
    begin("conversation.item.create", create.eventId(), json);
    writeIfPresent("previous_item_id", create.previousItemId(), json);
    json.writeName("item");
    new ItemWriter(dialect).write(create.item(), json);
  }

  private static void write(ResponseCreate create, JsonGenerator json) {
    begin("response.create", create.eventId(), json);
    if (create.instructions() == null && create.mayCall()) {
      return;
    }
    json.writeObjectPropertyStart("response");
    writeIfPresent("instructions", create.instructions(), json);
    if (!create.mayCall()) {
      json.writeStringProperty("tool_choice", "none");
    }
    json.writeEndObject();
  }

  private static void write(ItemTruncate truncate, JsonGenerator json) {
    begin("conversation.item.truncate", truncate.eventId(), json);
    json.writeStringProperty("item_id", truncate.itemId());
    json.writeNumberProperty("content_index", truncate.contentIndex());
    json.writeNumberProperty("audio_end_ms", truncate.audioEndMillis());
  }

  private static void begin(String type, @Nullable String eventId, JsonGenerator json) {
    json.writeStringProperty("type", type);
    writeIfPresent("event_id", eventId, json);
  }

  static void writeIfPresent(String name, @Nullable String value, JsonGenerator json) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
