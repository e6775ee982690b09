package callflux.gateway.agent;

import org.jspecify.annotations.Nullable;

/// Who of those that call a number gets in, and what becomes of the others.
///
/// @param mostCalls at once; absent is what holds for every number
/// @param dayMicros millionths of a US dollar that its models may cost in a day; absent is what
///   holds for every number
public record Door(@Nullable Integer mostCalls, @Nullable Long dayMicros, Overflow overflow) {
  /// Nothing of its own, and busy beyond.
  public static final Door PLAIN = new Door(null, null, new Overflow.Busy());
}
