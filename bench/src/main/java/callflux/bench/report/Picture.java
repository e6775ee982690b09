package callflux.bench.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// A picture on a page, with twice as many pixels as it is wide and high there.
///
/// @param name of its file, without an ending
public record Picture(String name, String caption, BufferedImage image) {
  static final int SHARPNESS = 2;

  /// The file.
  public byte[] png() {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  int width() {
    return image.getWidth() / SHARPNESS;
  }

  int height() {
    return image.getHeight() / SHARPNESS;
  }
}
