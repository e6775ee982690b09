package callflux.gateway.agent;

import callflux.gateway.config.Amounts;
import callflux.gateway.config.Section;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a number's door is written in the configuration file.
final class DoorSettings {

  private enum Kind {
    BUSY,
    SAY,
    DIAL
  }

  private DoorSettings() {}

  /// Faults go to where the section's settings keep them.
  ///
  /// @param countries that calls may be passed on to, by their ISO 3166 codes
  static Door read(Section section, Set<String> countries) {
    return new Door(
        section.has("max_calls") ? Amounts.count(section, "max_calls", 1) : null,
        section.has("day_usd") ? Amounts.usd(section, "day_usd", Amounts.UNLIMITED_USD) : null,
        overflow(section.section("overflow"), countries),
        named(section).orElse(null));
  }

  /// The countries that calls may be passed on to; none unless they are named.
  static Set<String> countries(Section outbound) {
    return named(outbound).orElse(Set.of());
  }

  private static Optional<Set<String>> named(Section section) {
    var line = section.word("countries");
    try {
      return line.map(Destination::countries);
    } catch (IllegalArgumentException e) {
      fault(section, "countries", e);
      return Optional.empty();
    }
  }

  private static Overflow overflow(Section section, Set<String> countries) {
    var text = section.word("text");
    var language = section.word("language");
    var number = section.word("number");
    return switch (section.oneOf("type", Kind.class).orElse(Kind.BUSY)) {
      case BUSY -> new Overflow.Busy();
      case SAY -> new Overflow.Say(needed(section, "text", text.orElse("")), language.orElse(null));
      case DIAL -> dial(section, needed(section, "number", number.orElse("")), countries);
    };
  }

  private static Overflow dial(Section section, String number, Set<String> countries) {
    var to = number.isEmpty() ? null : destination(section, number, countries);
    return to == null ? new Overflow.Busy() : new Overflow.Dial(to);
  }

  private static @Nullable Destination destination(
      Section section, String number, Set<String> countries) {
    try {
      return Destination.of(number, countries);
    } catch (IllegalArgumentException e) {
      fault(section, "number", e);
      return null;
    }
  }

  private static String needed(Section section, String key, String value) {
    if (value.isEmpty()) {
      section.fault(key, "is not set", "give it, or let the type be busy");
    }
    return value;
  }

  private static void fault(Section section, String key, IllegalArgumentException refusal) {
    var parts = String.valueOf(refusal.getMessage()).split("; ", 2);
    section.fault(key, parts[0], parts[parts.length - 1]);
  }
}
