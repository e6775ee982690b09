package callflux.bench.crowd;

/// What goes on in the calls of a load.
public enum Profile {
  /// The model says whatever it hears, at once: 50 frames a second each way in every call, the
  /// hardest case there is.
  ECHO,
  /// People talk and listen in turns, and interrupt every few of them; the model speaks four times
  /// faster than it is heard.
  TALK,
  /// As `TALK`, and the model's server tells the words of both sides, as real ones do: what a call
  /// leaves behind if all of it is kept.
  WORDS
}
