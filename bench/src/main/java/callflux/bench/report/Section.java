package callflux.bench.report;

import java.util.List;

/// A part of the report.
///
/// @param words paragraphs before what is shown
public record Section(
    String title, List<String> words, List<Picture> pictures, List<Table> tables) {}
