package callflux.codec.realtime;

import callflux.codec.json.JsonFields;
import callflux.codec.json.MalformedMessage;
import callflux.codec.realtime.Item.Content;

/// Reads conversation items from their JSON.
final class ItemReader {
  private ItemReader() {}

  static Item read(JsonFields item) {
    var id = item.optionalText("id");
    var type = item.text("type");
    return switch (type) {
      case "message" ->
          new Item.Message(
              id,
              item.optionalText("status"),
              item.text("role"),
              item.objects("content").stream().map(ItemReader::content).toList());
      case "function_call" ->
          new Item.FunctionCall(
              id,
              item.optionalText("status"),
              item.text("call_id"),
              item.text("name"),
              item.text("arguments", ""));
      case "function_call_output" ->
          new Item.FunctionCallOutput(id, item.text("call_id"), item.text("output"));
      default -> new Item.Other(id, type);
    };
  }

  /// One bad item must not hide that its response has ended.
  static Item readLeniently(JsonFields item) {
    try {
      return read(item);
    } catch (MalformedMessage malformed) {
      return new Item.Other(item.optionalText("id"), "malformed");
    }
  }

  private static Content content(JsonFields part) {
    var words = part.optionalText("text");
    return new Content(
        type(part.text("type", "unknown")),
        words != null ? words : part.optionalText("transcript"));
  }

  private static String type(String type) {
    return switch (type) {
      case "text" -> "output_text";
      case "audio" -> "output_audio";
      default -> type;
    };
  }
}
