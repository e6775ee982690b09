package callflux.gateway.appointments;

import callflux.gateway.appointments.Diary.Appointment;
import callflux.gateway.appointments.Diary.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What can be asked of the diary, as JSON.
record Desk(Diary diary) {
  private static final Set<String> SERVICES =
      Set.of("check-up", "cleaning", "consultation", "vaccination");
  private static final int MOST_REASON = 200;
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  /// What may be asked, by the last part of its path.
  static final Set<String> ASKED = Set.of("book", "change", "cancel", "list", "transfer");

  /// What a call is answered; empty if what it says can't be understood.
  Optional<ObjectNode> answer(String asked, String callSid, JsonNode said) {
    return switch (asked) {
      case "book" -> slot(said).flatMap(slot -> booked(callSid, said.path("service"), slot));
      case "change" -> slot(said).map(slot -> changed(callSid, slot));
      case "cancel" -> Optional.of(cancelled(callSid));
      case "list" -> Optional.of(listed(callSid));
      default -> Optional.of(transferred(callSid, said.path("reason").asString("")));
    };
  }

  private static Optional<Slot> slot(JsonNode said) {
    return Slot.of(said.path("day").asString(""), said.path("time").asString(""));
  }

  private Optional<ObjectNode> booked(String callSid, JsonNode service, Slot slot) {
    var name = service.asString("");
    if (!SERVICES.contains(name)) {
      return Optional.empty();
    }
    var appointment = new Appointment(callSid, name, slot);
    return Optional.of(diary.book(appointment) ? ok(appointment) : taken(slot));
  }

  private ObjectNode changed(String callSid, Slot slot) {
    return diary
        .move(callSid, slot)
        .map(appointment -> appointment.slot().equals(slot) ? ok(appointment) : taken(slot))
        .orElseGet(Desk::none);
  }

  private ObjectNode cancelled(String callSid) {
    return diary.cancel(callSid).map(Desk::ok).orElseGet(Desk::none);
  }

  private ObjectNode listed(String callSid) {
    var answer = object().put("ok", true);
    var list = answer.putArray("appointments");
    diary.of(callSid).forEach(appointment -> put(appointment, list.addObject()));
    return answer;
  }

  private ObjectNode transferred(String callSid, String reason) {
    var seen = UNSEEN.matcher(reason).replaceAll("").strip();
    diary.note(new Request(callSid, seen.substring(0, Math.min(seen.length(), MOST_REASON))));
    return object().put("ok", true).put("note", "nobody is here now; somebody will call back");
  }

  /// Everything there is, for the page.
  ///
  /// @param callers who a call is from, as far as it may be shown
  ObjectNode page(UnaryOperator<String> callers) {
    var page = object();
    var appointments = page.putArray("appointments");
    diary
        .all()
        .forEach(appointment ->
            put(appointment, appointments.addObject())
                .put("caller", callers.apply(appointment.callSid())));
    ArrayNode transfers = page.putArray("transfers");
    List<Request> requests = diary.requests();
    requests.forEach(request ->
        transfers
            .addObject()
            .put("reason", request.reason())
            .put("caller", callers.apply(request.callSid())));
    return page;
  }

  private static ObjectNode ok(Appointment appointment) {
    return put(appointment, object().put("ok", true));
  }

  private static ObjectNode put(Appointment appointment, ObjectNode node) {
    return node.put("service", appointment.service())
        .put("day", appointment.slot().day())
        .put("time", appointment.slot().time());
  }

  private ObjectNode taken(Slot slot) {
    var answer = object().put("ok", false).put("reason", "taken");
    var free = answer.putArray("free");
    diary.free(slot).forEach(free::add);
    return answer;
  }

  private static ObjectNode none() {
    return object().put("ok", false).put("reason", "none");
  }

  private static ObjectNode object() {
    return JsonMapper.shared().createObjectNode();
  }
}
