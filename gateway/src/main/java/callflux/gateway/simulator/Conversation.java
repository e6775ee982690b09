package callflux.gateway.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The items of a session in their order, and what clients may do to them.
final class Conversation {
  private final Wire wire;
  private final SessionJournal journal;
  private final String id;
  private final List<ConversationItem> items = new ArrayList<>();
  private final List<String> toolOutputs = new ArrayList<>();

  Conversation(Wire wire, SessionJournal journal) {
    this.wire = wire;
    this.journal = journal;
    this.id = wire.id("conv");
  }

  String id() {
    return id;
  }

  /// `conversation.item.create`
  void create(JsonNode event) {
    JsonNode given = event.path("item");
    if (!given.isObject()) {
      throw Refused.missing("item");
    }
    check(given);
    ConversationItem item = ConversationItem.of(given, wire.id("item"));
    int at = place(event.path("previous_item_id"));
    if ("function_call_output".equals(given.path("type").stringValue(""))) {
      toolOutputs.add(given.path("output").stringValue(""));
    }
    String previous = insert(at, item);
    wire.send(about("conversation.item.added", previous, item));
    wire.send(about("conversation.item.done", previous, item));
  }

  private void check(JsonNode given) {
    String type = given.path("type").stringValue("");
    switch (type) {
      case "message" -> {
        Shape.oneOf("user", "assistant", "system").check("item.role", given.path("role"));
        if (!given.path("content").isArray()) {
          throw Refused.missing("item.content");
        }
      }
      case "function_call_output" -> checkOutput(given);
      case "function_call", "mcp_approval_response" -> {}
      default -> throw Refused.invalidValue("item.type", "Invalid value: '%s'.".formatted(type));
    }
    JsonNode itemId = given.path("id");
    if (itemId.isString() && find(itemId.stringValue()) != null) {
      throw Refused.invalidValue(
          "item.id", "Item with ID '%s' already exists.".formatted(itemId.stringValue()));
    }
  }

  private void checkOutput(JsonNode given) {
    Shape.text().check("item.output", given.path("output"));
    String callId = given.path("call_id").stringValue("");
    if (items.stream().noneMatch(item -> item.isCall(callId))) {
      throw new Refused(
          "invalid_tool_call_id",
          "Tool call ID '%s' not found in conversation.".formatted(callId),
          null);
    }
  }

  private int place(JsonNode previous) {
    if (!previous.isString()) {
      return items.size();
    }
    if (previous.stringValue().equals("root")) {
      return 0;
    }
    ConversationItem known = find(previous.stringValue());
    if (known == null) {
      throw Refused.invalidValue(
          "previous_item_id",
          "Previous item with ID '%s' not found.".formatted(previous.stringValue()));
    }
    return items.indexOf(known) + 1;
  }

  /// `conversation.item.delete`
  void delete(JsonNode event) {
    ConversationItem item = require(event, "item_delete_invalid_item_id");
    items.remove(item);
    hold();
    wire.send(wire.event("conversation.item.deleted").put("item_id", item.id()));
  }

  /// `conversation.item.retrieve`
  void retrieve(JsonNode event) {
    ConversationItem item = require(event, "item_retrieve_invalid_item_id");
    ObjectNode retrieved = wire.event("conversation.item.retrieved");
    retrieved.set("item", item.retrieved());
    wire.send(retrieved);
  }

  /// `conversation.item.truncate`
  void truncate(JsonNode event) {
    ConversationItem item = require(event, "item_truncate_invalid_item_id");
    int contentIndex = requireInteger(event, "content_index");
    int endMillis = requireInteger(event, "audio_end_ms");
    String left = item.truncate(contentIndex, endMillis);
    journal.truncate(new SessionJournal.Truncation(item.id(), contentIndex, endMillis, left));
    wire.send(
        wire.event("conversation.item.truncated")
            .put("item_id", item.id())
            .put("content_index", contentIndex)
            .put("audio_end_ms", endMillis));
  }

  private static int requireInteger(JsonNode event, String field) {
    JsonNode value = event.path(field);
    if (value.isMissingNode()) {
      throw Refused.missing(field);
    }
    Shape.integer(0, Integer.MAX_VALUE).check(field, value);
    return value.intValue();
  }

  private ConversationItem require(JsonNode event, String code) {
    String itemId = Json.requireString(event, "item_id");
    ConversationItem item = find(itemId);
    if (item == null) {
      throw new Refused(code, "Item with ID '%s' does not exist.".formatted(itemId), "item_id");
    }
    return item;
  }

  private @Nullable ConversationItem find(String itemId) {
    // From the end: it is nearly always the last that is asked for.
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i).id().equals(itemId)) {
        return items.get(i);
      }
    }
    return null;
  }

  /// Appends an item.
  ///
  /// @return id of the one before it
  @Nullable String append(ConversationItem item) {
    return insert(items.size(), item);
  }

  private @Nullable String insert(int at, ConversationItem item) {
    String previous = at == 0 ? null : items.get(at - 1).id();
    items.add(at, item);
    hold();
    return previous;
  }

  private void hold() {
    journal.hold(items.stream().map(ConversationItem::id).toList());
  }

  int size() {
    return items.size();
  }

  /// Id of the last item.
  @Nullable String last() {
    return items.isEmpty() ? null : items.getLast().id();
  }

  /// `conversation.item.added` or `.done`
  ObjectNode about(String type, @Nullable String previous, ConversationItem item) {
    ObjectNode event = wire.event(type).put("previous_item_id", previous);
    event.set("item", item.tree());
    return event;
  }

  /// Outputs of functions since this was last asked.
  List<String> takeToolOutputs() {
    List<String> taken = List.copyOf(toolOutputs);
    toolOutputs.clear();
    return taken;
  }
}
