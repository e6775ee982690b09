package callflux.bench.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A font that pictures can be labelled with on a machine that has none.
///
/// On Linux the JDK wants fontconfig and at least one font file before it draws any text, and a
/// bare server or container has neither. It can be told of a font file instead, if that is done
/// before AWT is first used: a font is unpacked from the jar and described in the JDK's own format.
final class PlainFonts {
  private static final String ROBOTO = "/com/formdev/flatlaf/fonts/roboto/Roboto-Regular.ttf";
  private static final String FACE = "-misc-roboto-medium-r-normal--*-%d-*-*-p-*-iso10646-1";

  private static final Font BASE = load();

  private PlainFonts() {}

  /// The font in a size in points.
  static Font size(float points) {
    return BASE.deriveFont(points);
  }

  private static Font load() {
    System.setProperty("java.awt.headless", "true");
    try {
      Path folder = Files.createTempDirectory("callflux-fonts");
      folder.toFile().deleteOnExit();
      Path font = folder.resolve("Roboto-Regular.ttf");
      font.toFile().deleteOnExit();
      try (InputStream roboto = PlainFonts.class.getResourceAsStream(ROBOTO)) {
        if (roboto == null) {
          throw new IOException("no " + ROBOTO + " on the class path");
        }
        Files.copy(roboto, font, StandardCopyOption.REPLACE_EXISTING);
      }
      if (System.getProperty("os.name", "").equals("Linux")) {
        describe(font, folder.resolve("fontconfig.properties"));
      }
      return Font.createFont(Font.TRUETYPE_FONT, font.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the JDK reads TrueType", e);
    }
  }

  private static void describe(Path font, Path description) throws IOException {
    Files.writeString(
        description,
        """
        version=1
        dialog.plain.latin=%1$s
        filename.%1$s=%2$s
        sequence.allfonts=latin
        """
            .formatted(FACE, font));
    description.toFile().deleteOnExit();
    System.setProperty("sun.awt.fontconfig", description.toString());
  }
}
