package callflux.gateway.simulator;

import callflux.gateway.simulator.Wire.Place;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One response that never ends: every piece of the caller's audio comes back as a delta of its
/// own, at once and unread.
final class Echo {
  private final Wire wire;
  private final Conversation conversation;
  private final SessionJournal journal;
  private @Nullable Place place;
  private long pieces;
  private long heardMillis;

  Echo(SessionContext context, Conversation conversation) {
    this.wire = context.wire();
    this.journal = context.journal();
    this.conversation = conversation;
  }

  void repeat(String base64, Settings settings) {
    Place current = place;
    if (current == null) {
      current = begin(settings);
      place = current;
    }
    heardMillis += settings.inputFormat().millis(base64.length() / 4L * 3);
    journal.hear(++pieces, heardMillis);
    if (wire.isWritable()) {
      wire.sendAudio(current, base64.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private Place begin(Settings settings) {
    var begun = new Place(wire.id("resp"), wire.id("item"), 0);
    ResponseHead head = ResponseHead.of(begun.responseId(), conversation, settings, Json.object());
    ObjectNode created = wire.event("response.created");
    created.set(
        "response",
        head.describe(
            "in_progress", Json.nothing(), Json.MAPPER.createArrayNode(), Json.nothing()));
    wire.send(created);
    ConversationItem item = ConversationItem.message(begun.itemId());
    ObjectNode added =
        wire.event("response.output_item.added")
            .put("response_id", begun.responseId())
            .put("output_index", 0);
    added.set("item", item.tree());
    wire.send(added);
    wire.send(conversation.about("conversation.item.added", conversation.append(item), item));
    return begun;
  }
}
