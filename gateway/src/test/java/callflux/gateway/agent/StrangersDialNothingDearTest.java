package callflux.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom a call may be passed on to, and whom it may not.
class StrangersDialNothingDearTest {
  private static final Set<String> ALL = Set.of("US", "CA", "DE", "GB", "FR", "CH", "AU", "JM");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+14155550100",
        "+16135550100",
        "+4930123456",
        "+442071234567",
        "+447911123456",
        "+33142685300",
        "+41446681800",
        "+61291234567",
        "+18765550100"
      })
  void ordinaryNumberMayBeDialled(String number) {
    assertThat(Destination.of(number, ALL).number()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "911, no E.164",
    "112, no E.164",
    "+112, no E.164",
    "+1911, no E.164",
    "'*72', no E.164",
    "'*724155550100', no E.164",
    "'', no E.164",
    "14155550100, no E.164",
    "+1 415 555 0100, no E.164",
    "+1415555010x, no E.164",
    "'+14155550100,911', no E.164",
    "'+14155550100\n', no E.164",
    "+04155550100, no E.164",
    "+1234567890123456, no E.164",
    "+１４１５５５５０１００, no E.164",
    "sip:desk@example.com, no E.164",
    "+19115550100, no number of a subscriber",
    "+14159115555, no number of a subscriber",
    "+14159765555, no number of a subscriber",
    "+1415555010, no number of a subscriber",
    "+141555501001, no number of a subscriber",
    "+11155550100, no number of a subscriber",
    "+19005550100, premium",
    "+19765550100, premium",
    "+15005550100, premium",
    "+88213123456, premium",
    "+881612345678, premium",
    "+883510012345, premium",
    "+870773123456, premium",
    "+97912345678, premium",
    "+88812345678, premium",
    "+449098790879, premium",
    "+447012345678, premium",
    "+4990012345678, premium",
    "+491371234567, premium",
    "+33899123456, premium",
    "+41900123456, premium",
    "+61190123456, premium"
  })
  void anythingElseMayNot(String number, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Destination.of(number, ALL))
        .withMessageContaining(complaint)
        .withMessageContaining("; ");
  }

  @ParameterizedTest
  @CsvSource({
    "+14155550100, US",
    "+16135550100, CA",
    "+18765550100, JM",
    "+16495550100, TC",
    "+18095550100, DO",
    "+4930123456, DE",
    "+37120123456, LV",
    "+79161234567, RU",
    "+77011234567, KZ",
    "+5511912345678, BR",
    "+919012345678, IN"
  })
  void countryHasToBeAllowed(String number, String country) {
    assertThat(Destination.of(number, Set.of(country)).number()).isEqualTo(number);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Destination.of(number, Set.of("FR")))
        .withMessageContaining("outbound.countries, such as " + country);
    assertThatIllegalArgumentException().isThrownBy(() -> Destination.of(number, Set.of()));
  }

  @Test
  void countriesAreNamedInOneLine() {
    assertThat(Destination.countries("US, DE ,FR")).containsExactlyInAnyOrder("US", "DE", "FR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "USA", "US DE", "us", "US,", "+1"})
  void countryThatThereIsNotIsRefused(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> Destination.countries(line));
  }

  @Test
  void numberStaysOutOfTheLog() {
    assertThat(Destination.of("+14155550100", ALL)).asString().doesNotContain("4155550100");
    assertThat(new Overflow.Dial(Destination.of("+14155550100", ALL)))
        .asString()
        .doesNotContain("4155550100");
  }
}
