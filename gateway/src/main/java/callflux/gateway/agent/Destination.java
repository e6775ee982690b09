package callflux.gateway.agent;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A telephone that a call may be passed on to: one whose country is allowed, and that is neither
/// dear nor an emergency's. To dial anything else for a stranger is how telephone fraud earns.
///
/// @param number in E.164
public record Destination(String number) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{7,14}");

  /// `+1`, an area code and an exchange, none of which may be that of a service such as 911.
  private static final Pattern NORTH_AMERICAN =
      Pattern.compile("\\+1(?![2-9]11)[2-9]\\d{2}(?![2-9]11|976)[2-9]\\d{6}");

  /// Premium and shared rates, personal numbers, satellites, ships and networks of no country.
  private static final List<String> DEAR =
      prefixes(
          "1900 1976 1500 1521 1522 1533 1544 1566 1577 1588 1700",
          "870 878 881 882 883 888 979 808",
          "4484 4487 449 4470 4476",
          "49900 49137 49180 49118 49700",
          "3389 3381 39144 39166 39178 3989 39199",
          "34803 34806 34807 3490",
          "41900 41901 41906 41840 41842 41844 43900 43901 43930 43931 43939",
          "31900 31906 31909 32900 32901 32902 32903 32904 32905 32906 32907 32909",
          "4590 46900 46939 46944 47820 47829 358600 358606 358700",
          "48700 48701 48703 48704 48705 48708 48709",
          "61190 64900 81990 651900 852900",
          "55900 54600 54609 52900 57900 56600 56700");

  /// @throws IllegalArgumentException saying what is wrong with the number, and how to mend it
  public Destination {
    var digits = number.startsWith("+") ? number.substring(1) : "";
    require(E164.matcher(number).matches(), "is no E.164 number; write it like +14155550100");
    require(
        !digits.startsWith("1") || NORTH_AMERICAN.matcher(number).matches(),
        "is no number of a subscriber; give ten digits after the +1, and no service's");
    require(
        DEAR.stream().noneMatch(digits::startsWith),
        "is at a premium rate, or a satellite's; give an ordinary one");
  }

  /// An ordinary number in a country that may be called.
  ///
  /// @param countries that may be called, by their ISO 3166 codes
  /// @throws IllegalArgumentException saying what is wrong with the number, and how to mend it
  public static Destination of(String number, Set<String> countries) {
    var destination = new Destination(number);
    var country = Country.of(number.substring(1));
    require(
        country.isPresent() && countries.contains(country.get()),
        "is in a country that may not be called; add it to outbound.countries, such as "
            + country.orElse("US"));
    return destination;
  }

  /// Countries as they are written in one line, such as `US, DE`.
  ///
  /// @throws IllegalArgumentException if there is no such country
  public static Set<String> countries(String line) {
    var countries = new TreeSet<String>();
    Stream.of(line.split(",", -1)).map(String::strip).forEach(countries::add);
    require(
        countries.stream().allMatch(Country::exists),
        "names no country; give ISO codes with commas, such as US, DE");
    return Set.copyOf(countries);
  }

  /// Nobody's number is for the log.
  @Override
  public String toString() {
    return number.substring(0, Math.min(number.length(), 3)) + "…";
  }

  private static List<String> prefixes(String... lines) {
    return Stream.of(lines).flatMap(line -> Arrays.stream(line.split(" ", -1))).toList();
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
