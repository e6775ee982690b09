package callflux.gateway.agent;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who of those that call a number gets in, and what becomes of the others.
///
/// @param mostCalls at once; absent is what holds for every number
/// @param dayMicros millionths of a US dollar that its models may cost in a day; absent is what
///   holds for every number
/// @param countries whose numbers may call, by their ISO 3166 codes; absent is all there are
public record Door(
    @Nullable Integer mostCalls,
    @Nullable Long dayMicros,
    Overflow overflow,
    @Nullable Set<String> countries) {
  /// Nothing of its own, and busy beyond.
  public static final Door PLAIN = new Door(null, null, new Overflow.Busy());

  public Door {
    countries = countries == null ? null : Set.copyOf(countries);
  }

  /// A door for numbers of all countries.
  public Door(@Nullable Integer mostCalls, @Nullable Long dayMicros, Overflow overflow) {
    this(mostCalls, dayMicros, overflow, null);
  }

  /// Whether a number is of a country that may call. One of no country, such as a satellite's, may
  /// where all may.
  ///
  /// @param number in E.164; anything else is of no country
  public boolean isOpenTo(String number) {
    return countries == null
        || (number.startsWith("+")
            && Country.of(number.substring(1)).filter(countries::contains).isPresent());
  }
}
