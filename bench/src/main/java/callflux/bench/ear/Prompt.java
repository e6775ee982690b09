package callflux.bench.ear;

import callflux.bench.load.Wav;

/// Something that a voice has said.
///
/// @param words in lower case, without punctuation
/// @param sound at any rate
public record Prompt(String words, Wav sound) {}
