package callflux.codec.realtime;

import callflux.codec.json.JsonFields;
import org.jspecify.annotations.Nullable;

/// Reads what a response or a transcription cost. Every figure is optional.
final class UsageReader {
  private UsageReader() {}

  static Usage read(@Nullable JsonFields usage) {
    if (usage == null) {
      return Usage.NONE;
    }
    var input = usage.optionalObject("input_token_details");
    var output = usage.optionalObject("output_token_details");
    return new Usage(
        usage.whole("input_tokens", 0),
        usage.whole("output_tokens", 0),
        figure(input, "text_tokens"),
        figure(input, "audio_tokens"),
        figure(input, "cached_tokens"),
        figure(
            input == null ? null : input.optionalObject("cached_tokens_details"), "audio_tokens"),
        figure(output, "text_tokens"),
        figure(output, "audio_tokens"),
        usage.number("seconds", 0));
  }

  private static long figure(@Nullable JsonFields details, String name) {
    return details == null ? 0 : details.whole(name, 0);
  }
}
