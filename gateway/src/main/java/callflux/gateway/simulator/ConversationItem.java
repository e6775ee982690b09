package callflux.gateway.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Something said, called or returned; what the model has spoken can be cut short.
final class ConversationItem {
  private final String id;
  private final ObjectNode tree;
  private @Nullable Speech speech;
  private long audioMillis;

  /// An item as it stands.
  ///
  /// @param tree which is the item's from now on
  private ConversationItem(String id, ObjectNode tree) {
    this.id = id;
    this.tree = tree;
  }

  /// An item that a client made, with its own id or the given one.
  static ConversationItem of(JsonNode given, String newId) {
    String id = given.path("id").stringValue(newId);
    ObjectNode tree = Json.object().put("id", id).put("object", "realtime.item");
    given.properties().forEach(field -> tree.set(field.getKey(), field.getValue()));
    return new ConversationItem(id, tree.put("status", "completed"));
  }

  /// What the caller has said; the sound itself is not kept.
  static ConversationItem spokenByCaller(String id) {
    ObjectNode tree = begun(id, "message", "completed").put("role", "user");
    tree.putArray("content").addObject().put("type", "input_audio").putNull("transcript");
    return new ConversationItem(id, tree);
  }

  /// What the model begins to say or to write.
  static ConversationItem message(String id) {
    ObjectNode tree = begun(id, "message", "in_progress").put("role", "assistant");
    tree.putArray("content");
    return new ConversationItem(id, tree);
  }

  /// What the model begins to call.
  static ConversationItem call(String id, String callId, String name) {
    ObjectNode tree = begun(id, "function_call", "in_progress");
    return new ConversationItem(
        id, tree.put("call_id", callId).put("name", name).put("arguments", ""));
  }

  private static ObjectNode begun(String id, String type, String status) {
    return Json.object()
        .put("id", id)
        .put("object", "realtime.item")
        .put("type", type)
        .put("status", status);
  }

  String id() {
    return id;
  }

  ObjectNode tree() {
    return tree;
  }

  boolean isCall(String callId) {
    return "function_call".equals(tree.path("type").stringValue(""))
        && callId.equals(tree.path("call_id").stringValue(""));
  }

  /// Audio sent of this item, in milliseconds, as far as it has not been cut off again.
  long audioMillis() {
    return audioMillis;
  }

  void spoken(Speech of, int millis) {
    speech = of;
    audioMillis += millis;
  }

  void finish(String status) {
    tree.put("status", status);
  }

  void say(String transcript) {
    tree.putArray("content").addObject().put("type", "output_audio").put("transcript", transcript);
  }

  void write(String text) {
    tree.putArray("content").addObject().put("type", "output_text").put("text", text);
  }

  void transcribe(String transcript) {
    ((ObjectNode) tree.path("content").path(0)).put("transcript", transcript);
  }

  /// Cuts off what was not heard, with the words that went with it.
  ///
  /// @return the words that are left
  String truncate(int contentIndex, long endMillis) {
    Speech cut = speech;
    if (cut == null || contentIndex != 0) {
      throw new Refused(
          "unsupported_content_type", "Only model output audio messages can be truncated.", null);
    }
    if (endMillis > audioMillis) {
      throw Refused.invalidValue(
          "audio_end_ms",
          "Audio content of %dms is already shorter than %dms".formatted(audioMillis, endMillis));
    }
    audioMillis = endMillis;
    String left = cut.wordsUntil(endMillis);
    say(left);
    return left;
  }

  /// The item with its sound, as `conversation.item.retrieved` shows it.
  ObjectNode retrieved() {
    ObjectNode whole = tree.deepCopy();
    Speech said = speech;
    if (said != null && whole.path("content").path(0) instanceof ObjectNode part) {
      part.put("audio", said.audioUntil(audioMillis));
    }
    return whole;
  }
}
