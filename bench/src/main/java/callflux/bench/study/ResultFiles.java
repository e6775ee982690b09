package callflux.bench.study;

import callflux.bench.crowd.Profile;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where results are kept: a folder of JSON files, one for each study.
///
/// @param folder which is made when it is first written to
public record ResultFiles(Path folder) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// The gateway's admission limit, beside what the report reads.
  private static final String LIMIT = "capacity.json";

  private static final double OF_WHAT_WAS_FOUND = 0.7;

  /// Keeps results in place of what the name has held so far.
  ///
  /// @return the file
  public Path keep(String name, Results results) throws IOException {
    return write(name + ".json", results);
  }

  /// Keeps how many calls a gateway on this machine should admit: fewer than it was found to hold.
  ///
  /// @return the file
  public Path keepLimit(Finding.Capacity capacity, Circumstances circumstances) throws IOException {
    return write(
        LIMIT,
        new Limit(
            (int) (capacity.found() * OF_WHAT_WAS_FOUND),
            capacity.found(),
            capacity.profile(),
            capacity.budgetMillis(),
            circumstances));
  }

  /// What the gateway reads.
  private record Limit(
      int calls,
      int found,
      Profile profile,
      double budgetMillis,
      @JsonUnwrapped Circumstances circumstances) {}

  /// All results there are, by name; what is no such file is left out.
  public List<Results> read() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var found = new ArrayList<Results>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        if (!file.endsWith(LIMIT)) {
          found.add(read(file));
        }
      }
    }
    return found;
  }

  private static Results read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(file), Results.class);
    } catch (JacksonException e) {
      throw new IOException(file + " holds no results: " + e.getOriginalMessage(), e);
    }
  }

  /// Whole or not at all, because it may be interrupted.
  private Path write(String name, Object value) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    Path half = folder.resolve(name + ".half");
    Files.writeString(half, JSON.writeValueAsString(value) + "\n");
    return Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
