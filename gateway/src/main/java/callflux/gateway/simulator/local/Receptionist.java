package callflux.gateway.simulator.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Who answers: what they hear and what they say, as two files beside each other.
///
/// @param grammar `receptionist.gram`
/// @param script `receptionist.yaml`
record Receptionist(Grammar grammar, Script script) {
  private static final String NAME = "receptionist";
  private static final String FOLDER = "/callflux/gateway/simulator/local/";

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /// Reads one.
  ///
  /// @param directory that holds both files; absent is the one that comes with Callflux
  /// @throws IOException if a file can't be read or is no such thing; the message says which, and
  ///   what is wrong with it
  static Receptionist read(@Nullable Path directory) throws IOException {
    URL folder = folder(directory);
    String file = NAME + ".yaml";
    try {
      return new Receptionist(grammar(directory), YAML.readValue(text(folder, file), Script.class));
    } catch (JacksonException e) {
      throw new IOException(file + ": " + wrong(e), e);
    }
  }

  /// What one hears, alone.
  ///
  /// @throws IOException as [#read]
  static Grammar grammar(@Nullable Path directory) throws IOException {
    URL folder = folder(directory);
    return new Grammar(folder, NAME, text(folder, NAME + ".gram"));
  }

  private static URL folder(@Nullable Path directory) throws IOException {
    return directory == null ? shipped() : directory.toUri().toURL();
  }

  private static String wrong(JacksonException e) {
    Throwable cause = e.getCause() instanceof IllegalArgumentException ours ? ours : e;
    return Objects.requireNonNullElse(
        cause instanceof JacksonException jackson
            ? jackson.getOriginalMessage()
            : cause.getMessage(),
        "can't be read");
  }

  /// A folder inside of a jar has no entry that could be looked up.
  private static URL shipped() throws IOException {
    URL script = Objects.requireNonNull(Receptionist.class.getResource(FOLDER + NAME + ".yaml"));
    String text = script.toString();
    return URI.create(text.substring(0, text.lastIndexOf('/') + 1)).toURL();
  }

  private static String text(URL folder, String file) throws IOException {
    try (InputStream in = URI.create(folder + file).toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IOException(folder.getPath() + file + " can't be read", e);
    }
  }
}
