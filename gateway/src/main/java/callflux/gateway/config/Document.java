package callflux.gateway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A configuration file with the files that it names, and the faults found in all of them.
final class Document {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final Sources sources;

  /// In the order they were found. What two numbers have of one agent is wrong once.
  private final Set<Fault> faults = new LinkedHashSet<>();

  /// @param file to which the names of others are relative
  Document(Path file, Sources sources) {
    this.file = file;
    this.sources = sources;
  }

  void fault(String key, String what, String remedy) {
    faults.add(new Fault(key, what, remedy));
  }

  List<Fault> faults() {
    return new ArrayList<>(faults);
  }

  /// The text of a file, without blanks at its end.
  ///
  /// @param key that named it, for a fault
  /// @param most bytes that it may hold
  Optional<String> text(String key, String name, int most) {
    try {
      var bytes = sources.read(file.resolveSibling(name));
      if (bytes.length > most) {
        fault(key, name + " is too long", "give a file of at most " + most / 1024 + " KiB");
        return Optional.empty();
      }
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(
          (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).stripTrailing());
    } catch (CharacterCodingException _) {
      fault(key, name + " is not UTF-8", "save it as UTF-8");
    } catch (IOException | InvalidPathException _) {
      fault(key, name + " can't be read", "check the path and its permissions");
    }
    return Optional.empty();
  }
}
