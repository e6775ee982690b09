package callflux.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.config.Settings;
import callflux.gateway.config.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hours are those of the clocks where they are, also when these are put forward or back.
class HoursFollowTheirClocksTest {
  private static final String WEEK =
      """
      monday: 09:00-12:30, 13:30-17:00
      tuesday: "00:00-24:00"
      wednesday: closed
      """;
  private static final String SUNDAY = "sunday: 02:00-03:00\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    // 2026-11-23 is a Monday.
    "Europe/Berlin, 2026-11-23T07:59:59Z, false",
    "Europe/Berlin, 2026-11-23T08:00:00Z, true",
    "Europe/Berlin, 2026-11-23T11:29:59Z, true",
    "Europe/Berlin, 2026-11-23T11:30:00Z, false",
    "Europe/Berlin, 2026-11-23T12:30:00Z, true",
    "Europe/Berlin, 2026-11-23T16:00:00Z, false",
    "America/New_York, 2026-11-23T13:59:59Z, false",
    "America/New_York, 2026-11-23T14:00:00Z, true",
    "America/New_York, 2026-11-23T21:59:59Z, true",
    "Asia/Kolkata, 2026-11-23T03:29:59Z, false",
    "Asia/Kolkata, 2026-11-23T03:30:00Z, true",
    // Tuesday begins in Auckland while it is Monday in London.
    "Pacific/Auckland, 2026-11-23T11:00:00Z, true",
    "Europe/London, 2026-11-23T18:00:00Z, false",
    "UTC, 2026-11-24T23:59:59Z, true",
    "UTC, 2026-11-25T10:00:00Z, false",
    "UTC, 2026-11-26T10:00:00Z, false",
    // In summer, the same hour is another one in UTC.
    "Europe/Berlin, 2026-07-06T06:59:59Z, false",
    "Europe/Berlin, 2026-07-06T07:00:00Z, true",
  })
  void week(String zone, Instant instant, boolean open) throws Exception {
    assertThat(hours(zone, WEEK).areOpen(instant)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    // Put forward from 2 to 3: the hour is not there that night.
    "Europe/Berlin, 2026-03-29T00:59:59Z, false",
    "Europe/Berlin, 2026-03-29T01:00:00Z, false",
    "Europe/Berlin, 2026-03-22T01:30:00Z, true",
    // Put back from 3 to 2: the hour is there twice.
    "Europe/Berlin, 2026-10-24T23:59:59Z, false",
    "Europe/Berlin, 2026-10-25T00:00:00Z, true",
    "Europe/Berlin, 2026-10-25T01:30:00Z, true",
    "Europe/Berlin, 2026-10-25T02:00:00Z, false",
    // America does it at other times, and a week later.
    "America/New_York, 2026-10-25T06:30:00Z, true",
    "America/New_York, 2026-11-01T06:30:00Z, false",
    "America/New_York, 2026-11-01T07:30:00Z, true",
  })
  void nightWhenTheClocksAreChanged(String zone, Instant instant, boolean open) throws Exception {
    assertThat(hours(zone, SUNDAY).areOpen(instant)).isEqualTo(open);
  }

  @Test
  void agentWithoutHoursIsAlwaysThere() throws Exception {
    assertThat(agent("agent: {closed: {text: Bye.}}").hours()).isNull();
  }

  @Test
  void whatIsSaidOutsideThemCanBeChosen() throws Exception {
    var yaml = "agent: {hours: {zone: UTC, monday: closed}, closed: {text: Zu., language: de-DE}}";

    assertThat(Objects.requireNonNull(agent(yaml).hours()).closed())
        .isEqualTo(new OpeningHours.Closed("Zu.", "de-DE"));
  }

  private OpeningHours hours(String zone, String days) throws Exception {
    var yaml = "agent:\n  hours:\n    zone: " + zone + "\n" + days.indent(4);
    return Objects.requireNonNull(agent(yaml).hours());
  }

  private Agent agent(String yaml) throws Exception {
    var file = Files.writeString(folder.resolve("callflux.yaml"), yaml);
    var settings = Settings.of(Map.of("FILE", file.toString()), "FILE", new Sources());
    var directory = DirectorySettings.read(settings.file(), Map.of("default", "gpt-realtime-2.1"));
    settings.complain();
    return directory.plan("+14155550100").orElseThrow().agent();
  }
}
