package callflux.gateway.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes entries down and reads them: as rows, and rows as JSON. What is personal is sealed on the
/// way. Times are in microseconds, which databases have, too.
public final class EntryCodec {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Sealer sealer;

  public EntryCodec(Sealer sealer) {
    this.sealer = sealer;
  }

  /// As a row.
  public Row row(Entry entry) {
    var content = entry.content();
    var kind = content.kind().label();
    return new Row(
        entry.callSid(),
        entry.seq(),
        entry.place(),
        entry.at(),
        kind,
        content.item(),
        facts(content).toString(),
        sealer.seal(JSON.writeValueAsBytes(words(content)), place(entry.callSid(), entry.seq())));
  }

  /// From a row.
  ///
  /// @throws IllegalArgumentException if it is none of ours
  /// @throws Sealer.SealBroken if its words can't be read
  public Entry entry(Row row) {
    var facts = object(row.facts());
    var words =
        object(new String(sealer.open(row.words(), place(row.callSid(), row.seq())), UTF_8));
    var content = content(row, facts, words);
    return new Entry(row.callSid(), row.seq(), row.place(), row.at(), content);
  }

  /// A row as a line of JSON.
  public byte[] bytes(Row row) {
    var line =
        JSON.createObjectNode()
            .put("call", row.callSid())
            .put("seq", row.seq())
            .put("place", row.place())
            .put("at", row.at().toString())
            .put("kind", row.kind())
            .put("item", row.item())
            .put("words", row.words());
    line.set("facts", object(row.facts()));
    return JSON.writeValueAsBytes(line);
  }

  /// A row from a line of JSON.
  ///
  /// @throws IllegalArgumentException if it is none of ours
  public Row row(byte[] line) {
    try {
      var node = JSON.readTree(line);
      return new Row(
          node.required("call").stringValue(),
          node.required("seq").intValue(),
          node.required("place").doubleValue(),
          Instant.parse(node.required("at").stringValue()),
          node.required("kind").stringValue(),
          node.required("item").isNull() ? null : node.required("item").stringValue(),
          node.required("facts").toString(),
          node.required("words").binaryValue());
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("is no row of a call", e);
    }
  }

  /// Where something of a call belongs, as [Sealer] binds it.
  private static String place(String callSid, int seq) {
    return callSid + ' ' + seq;
  }

  private static ObjectNode facts(Content content) {
    var facts = JSON.createObjectNode();
    switch (content) {
      case Began(var instance, var number, var agent, var prompt, var caller, var masked) ->
          facts
              .put("instance", instance)
              .put("number", number)
              .put("agent", agent)
              .put("prompt", prompt)
              .put("caller", caller)
              .put("masked_caller", masked);
      case ToolRan(var id, var name, _, _, var failed, var took) ->
          facts.put("call_id", id).put("name", name).put("failed", failed).put("us", micros(took));
      case Gap(_, var cause) -> facts.put("cause", cause.name().toLowerCase(Locale.ROOT));
      case Ended ended -> ended(facts, ended);
      case CallerSpoke _, AgentSpoke _, Interrupted _, Pressed _ -> {
        // Nothing but words.
      }
    }
    return facts;
  }

  private static void ended(ObjectNode facts, Ended ended) {
    var termination = ended.termination();
    var summary = ended.summary();
    facts
        .put("termination", termination == null ? null : termination.label())
        .put("length_us", micros(summary.length()))
        .put("turns", summary.turns())
        .put("barge_ins", summary.bargeIns())
        .put("responses", summary.responses())
        .put("frames_in", summary.framesIn())
        .put("frames_out", summary.framesOut())
        .put("cost_micros", ended.costMicros());
    var tokens = ended.tokens();
    facts
        .putObject("tokens")
        .put("text_in", tokens.textIn())
        .put("cached_in", tokens.cachedIn())
        .put("audio_in", tokens.audioIn())
        .put("text_out", tokens.textOut())
        .put("audio_out", tokens.audioOut());
    var timings = ended.timings();
    facts
        .putObject("timings")
        .put("set_up_us", microsOrNull(timings.setUp()))
        .put("first_audio_us", microsOrNull(timings.firstAudio()))
        .put("voice_to_voice_us", microsOrNull(timings.voiceToVoice()))
        .put("slowest_voice_to_voice_us", microsOrNull(timings.slowestVoiceToVoice()))
        .put("slowest_clear_us", microsOrNull(timings.slowestClear()));
  }

  private static ObjectNode words(Content content) {
    var words = JSON.createObjectNode();
    return switch (content) {
      case CallerSpoke(_, var text) -> words.put("words", text);
      case AgentSpoke(_, var heard, var unheard) ->
          words.put("heard", heard).put("unheard", unheard);
      case ToolRan(_, _, var arguments, var output, _, _) ->
          words.put("arguments", arguments).put("output", output);
      case Pressed(var digits) -> words.put("digits", digits);
      case Began _, Interrupted _, Gap _, Ended _ -> words;
    };
  }

  private static Content content(Row row, JsonNode facts, JsonNode words) {
    try {
      return switch (Kind.valueOf(row.kind().toUpperCase(Locale.ROOT))) {
        case BEGAN ->
            new Began(
                text(facts, "instance"),
                text(facts, "number"),
                text(facts, "agent"),
                text(facts, "prompt"),
                text(facts, "caller"),
                text(facts, "masked_caller"));
        case CALLER -> new CallerSpoke(item(row), text(words, "words"));
        case AGENT -> new AgentSpoke(item(row), text(words, "heard"), text(words, "unheard"));
        case INTERRUPTION -> new Interrupted();
        case TOOL ->
            new ToolRan(
                text(facts, "call_id"),
                text(facts, "name"),
                text(words, "arguments"),
                text(words, "output"),
                facts.required("failed").booleanValue(),
                duration(facts.required("us")));
        case KEYS -> new Pressed(text(words, "digits"));
        case GAP ->
            new Gap(row.item(), Gap.Cause.valueOf(text(facts, "cause").toUpperCase(Locale.ROOT)));
        case ENDED -> ended(facts);
      };
    } catch (JacksonException e) {
      throw new IllegalArgumentException("is no row of a call: " + row, e);
    }
  }

  private static Ended ended(JsonNode facts) {
    var termination = facts.required("termination");
    var tokens = facts.required("tokens");
    var timings = facts.required("timings");
    return new Ended(
        termination.isNull()
            ? null
            : Termination.valueOf(termination.stringValue().toUpperCase(Locale.ROOT)),
        new CallSummary(
            duration(facts.required("length_us")),
            facts.required("turns").intValue(),
            facts.required("barge_ins").intValue(),
            facts.required("responses").intValue(),
            facts.required("frames_in").longValue(),
            facts.required("frames_out").longValue()),
        facts.required("cost_micros").longValue(),
        new TokenCount(
            tokens.required("text_in").longValue(),
            tokens.required("cached_in").longValue(),
            tokens.required("audio_in").longValue(),
            tokens.required("text_out").longValue(),
            tokens.required("audio_out").longValue()),
        new Timings(
            durationOrNull(timings.required("set_up_us")),
            durationOrNull(timings.required("first_audio_us")),
            durationOrNull(timings.required("voice_to_voice_us")),
            durationOrNull(timings.required("slowest_voice_to_voice_us")),
            durationOrNull(timings.required("slowest_clear_us"))));
  }

  private static JsonNode object(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("is no JSON", e);
    }
  }

  private static String text(JsonNode node, String key) {
    return node.required(key).stringValue();
  }

  private static String item(Row row) {
    var item = row.item();
    if (item == null) {
      throw new IllegalArgumentException("a turn without an item: " + row);
    }
    return item;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  private static @Nullable Long microsOrNull(@Nullable Duration duration) {
    return duration == null ? null : micros(duration);
  }

  private static Duration duration(JsonNode micros) {
    return Duration.ofNanos(micros.longValue() * 1_000);
  }

  private static @Nullable Duration durationOrNull(JsonNode micros) {
    return micros.isNull() ? null : duration(micros);
  }
}
