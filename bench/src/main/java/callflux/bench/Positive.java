package callflux.bench;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a whole number of which there must be one at least.
final class Positive implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below, as for any that won't do.
    }
    throw new TypeConversionException("'" + text + "' is no whole number above 0");
  }
}
