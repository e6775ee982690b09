package callflux.gateway;

import static callflux.gateway.Configured.everySetting;
import static callflux.gateway.Configured.with;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.Destination;
import callflux.gateway.agent.Door;
import callflux.gateway.agent.Overflow;
import callflux.gateway.call.Caps;
import callflux.gateway.spend.Price;
import callflux.gateway.spend.SpendConfig.SpendCaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets in, and what it may cost, gets from the file to where it is used.
class EveryLimitIsReadTest {
  @TempDir private Path folder;

  @Test
  void fileForTheDoor() throws Exception {
    assertThat(door(with(everySetting())))
        .isEqualTo(
            new Door(
                7,
                12_500_000L,
                new Overflow.Dial(new Destination("+4930123456")),
                Set.of("AT", "DE")));
    assertThat(door(with(written("door: {overflow: {type: say, text: Later., language: en-GB}}"))))
        .isEqualTo(new Door(null, null, new Overflow.Say("Later.", "en-GB")));
    assertThat(door(with(written("door: {max_calls: unlimited}"))).mostCalls())
        .isEqualTo(Caps.UNLIMITED);
  }

  @Test
  void numberHasCountriesOfItsOwn() throws Exception {
    var yaml = "door: {countries: US}\nnumbers: {'+49*': {agent: default, door: %s}}";

    assertThat(door(with(written(yaml.formatted("{countries: DE}")))).countries())
        .containsExactly("DE");
    assertThat(door(with(written(yaml.formatted("{max_calls: 2}")))).countries())
        .containsExactly("US");
  }

  @Test
  void fileForTheSpending() throws Exception {
    var spend = with(everySetting()).spend();

    assertThat(spend.caps()).isEqualTo(new SpendCaps(500_000, 20_000_000, 100_000_000));
    assertThat(spend.models()).containsEntry("default", "house-model");
    assertThat(spend.prices())
        .containsEntry(
            "house-model", new Price(1_000_000, 250_000, 2_000_000, 3_000_000, 4_000_000))
        .containsKey("gpt-realtime-2.1");
  }

  @Test
  void measuredCapacityIsTheDefault() throws Exception {
    var capacity =
        Files.writeString(
            folder.resolve("capacity.json"), "{\"calls\": 226, \"found\": 323, \"cores\": 1}");
    var limits = "capacity_file: " + capacity;

    assertThat(with(written("server: {limits: {" + limits + "}}")).terms().caps().calls())
        .isEqualTo(226);
    assertThat(
            with(written("server: {limits: {max_calls: 9, " + limits + "}}"))
                .terms()
                .caps()
                .calls())
        .isEqualTo(9);
  }

  @Test
  void capsAreSwitchedOffByAWord() throws Exception {
    assertThat(with(Path.of("../bench/gateway.yaml")).terms().caps())
        .isEqualTo(Caps.of(Caps.UNLIMITED));
  }

  private Path written(String yaml) throws Exception {
    return Files.writeString(folder.resolve("callflux.yaml"), yaml);
  }

  private static Door door(GatewayConfig config) {
    return config.agents().plan("+493012345678").orElseThrow().door();
  }
}
