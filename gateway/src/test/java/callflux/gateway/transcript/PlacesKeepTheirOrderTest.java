package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Places stand in the order of the conversation, however much is put between two of them.
class PlacesKeepTheirOrderTest {
  /// More than there are halves between two numbers.
  private static final int MANY = 400;

  private final Places places = new Places();
  private final Map<String, Double> given = new HashMap<>();

  @Test
  void turnsStandAsTheyAreTold() {
    turn("u1", null);
    turn("a1", "u1");
    turn("u2", "a1");

    assertThat(inOrder()).containsExactly("u1", "a1", "u2");
    assertThat(given.values()).allMatch(place -> place > Places.BEGINNING);
  }

  @Test
  void aTurnThatIsToldLateStandsRightBehindTheOneItFollows() {
    turn("u1", null);
    turn("u2", "u1");
    turn("a1", "u1");
    turn("a0", "u1");

    assertThat(inOrder()).containsExactly("u1", "a0", "a1", "u2");
  }

  @Test
  void aFirstTurnThatIsToldLateStandsInFront() {
    turn("a1", null);
    turn("u0", null);

    assertThat(inOrder()).containsExactly("u0", "a1");
    assertThat(given.get("u0")).isGreaterThan(Places.BEGINNING);
  }

  @Test
  void whatIsNoTurnStandsBehindTheLastAndBeforeTheNext() {
    turn("u1", null);
    end("tool");
    end("keys");
    turn("a1", "u1");

    assertThat(inOrder()).containsExactly("u1", "tool", "keys", "a1");
  }

  @Test
  void aTurnKeepsItsPlace() {
    turn("u1", null);
    turn("u2", "u1");

    assertThat(places.turn("u1", "u2")).isEqualTo(given.get("u1"));
  }

  @Test
  void oneThatFollowsATurnNobodyKnowsStandsAtTheEnd() {
    turn("u1", null);
    end("tool");
    turn("a1", "never told");

    assertThat(inOrder()).containsExactly("u1", "tool", "a1");
  }

  @Test
  void manyRightBehindTheSameStandInFrontOfEachOther() {
    turn("first", null);
    turn("last", "first");
    var expected = new ArrayList<>(List.of("first", "last"));
    for (int i = 0; i < MANY; i++) {
      turn("t" + i, "first");
      expected.add(1, "t" + i);
    }

    assertThat(inOrder()).isEqualTo(expected);
  }

  @Test
  void manyBehindEachOtherStandBehindEachOther() {
    turn("first", null);
    turn("last", "first");
    var expected = new ArrayList<>(List.of("first", "last"));
    var before = "first";
    for (int i = 0; i < MANY; i++) {
      turn("t" + i, before);
      before = "t" + i;
      expected.add(i + 1, before);
    }

    assertThat(inOrder()).isEqualTo(expected);
  }

  /// The worst there is: each goes into the half that the one before has left.
  @Test
  void fortyThatHalveTheSameGapKeepTheirOrder() {
    turn("first", null);
    turn("last", "first");
    var expected = new ArrayList<>(List.of("first", "last"));
    var low = "first";
    for (int i = 0; i < 42; i++) {
      turn("t" + i, low);
      expected.add(expected.indexOf(low) + 1, "t" + i);
      low = i % 2 == 0 ? "t" + i : low;
    }

    assertThat(inOrder()).isEqualTo(expected);
  }

  @Test
  void whenNoNumberIsLeftNothingIsMoreThanNextToItsPlace() {
    turn("first", null);
    turn("last", "first");
    for (int i = 0; i < 100_000; i++) {
      turn("t" + i, "first");
    }

    assertThat(given.get("t99999"))
        .isGreaterThanOrEqualTo(given.get("first"))
        .isLessThan(given.get("last"));
  }

  @Test
  void anyOtherOrderIsThatOfAList() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var model = new ArrayList<String>();
      var tried = new PlacesKeepTheirOrderTest();
      for (int i = 0; i < 60; i++) {
        tried.step("t" + i, model, random);
      }

      assertThat(tried.inOrder()).as("seed %d", seed).isEqualTo(model);
    }
  }

  private void step(String name, List<String> model, Random random) {
    var turns = model.stream().filter(item -> !item.endsWith("x")).toList();
    if (random.nextInt(4) == 0) {
      end(name + "x");
      model.add(name + "x");
    } else if (turns.isEmpty() || random.nextInt(3) > 0) {
      turn(name, turns.isEmpty() ? null : turns.getLast());
      model.add(name);
    } else {
      var after = turns.get(random.nextInt(turns.size()));
      turn(name, after);
      model.add(after.equals(turns.getLast()) ? model.size() : model.indexOf(after) + 1, name);
    }
  }

  private void turn(String item, @Nullable String after) {
    given.put(item, places.turn(item, after));
  }

  private void end(String name) {
    given.put(name, places.end());
  }

  private List<String> inOrder() {
    return given.entrySet().stream()
        .sorted(Comparator.comparingDouble(Map.Entry<String, Double>::getValue))
        .map(Map.Entry::getKey)
        .toList();
  }
}
