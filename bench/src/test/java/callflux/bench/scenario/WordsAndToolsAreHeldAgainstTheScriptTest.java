package callflux.bench.scenario;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.CallIdentity;
import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Counts;
import callflux.bench.load.CallRecord.Ending;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.CallRecord.SetUp;
import callflux.bench.load.CallRecord.Spoken;
import callflux.bench.load.CallRecord.Timeline;
import callflux.bench.scenario.Events.Told;
import callflux.gateway.call.Said;
import callflux.gateway.call.Said.Speaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A call of two steps, at 2 and at 6 seconds, of which words and tools are told.
class WordsAndToolsAreHeldAgainstTheScriptTest {
  private static final long BEGAN = 5_000_000_000L;

  @TempDir private Path folder;
  private final List<Told> told = new ArrayList<>();

  /// The agent greets, the caller asks for something, the agent looks twice and has it.
  private void usual() {
    agent(500, "i1", "Hello. How can ", "I help?");
    caller(3_000, "u1", "a cleaning please");
    tool(3_500, "f1", "list_appointments", "{}", "{\"ok\":true,\"appointments\":[]}");
    tool(
        3_700,
        "f2",
        "book_appointment",
        "{\"service\":\"cleaning\",\"time\":\"10:00\"}",
        "{\"ok\":true}");
    agent(4_000, "i2", "It's booked: Tuesday,", " 10:00.");
    agent(7_000, "i3", "Goodbye!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{expect: {said: how can i help}}, {press: 1}, {press: 2}]",
        "[{expect: {said: [hello, /h.lp/], unsaid: goodbye, tool: none}}, {press: 1}, {press: 2}]",
        "[{press: 1}, {expect: {said: 'its booked tuesday 10 00'}}, {press: 2}]",
        "[{press: 1}, {expect: {said: /BOOKED/, tool: book_appointment}}, {press: 2}]",
        "[{press: 1}, {expect: {tool: book_appointment, with: {time: '10:00'}}}, {press: 2}]",
        "[{press: 1}, {expect: {tool: list_appointments, output: {ok: true}}},"
            + " {expect: {tool: book_appointment, output: {ok: 'true'}}}, {press: 2}]",
        "[{press: 1}, {press: 2}, {expect: {said: goodbye, tool: none}}]",
      })
  void whatWasExpectedAndHappenedIsWell(String steps) throws IOException {
    usual();

    assertThat(performance(steps, "caller_hung_up").failures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{expect: {said: booked}}, {press: 1}, {press: 2}]",
        "[{expect: {unsaid: hello}}, {press: 1}, {press: 2}]",
        "[{press: 1}, {expect: {said: a cleaning please}}, {press: 2}]",
        "[{press: 1}, {expect: {tool: none}}, {press: 2}]",
        "[{press: 1}, {expect: {tool: cancel_appointment}}, {press: 2}]",
        "[{press: 1}, {expect: {tool: book_appointment, with: {time: '11:00'}}}, {press: 2}]",
        "[{press: 1}, {expect: {tool: book_appointment, with: {day: monday}}}, {press: 2}]",
        "[{press: 1}, {expect: {tool: book_appointment, output: {ok: false}}}, {press: 2}]",
        "[{press: 1}, {expect: {tool: book_appointment}},"
            + " {expect: {tool: list_appointments}}, {press: 2}]",
        "[{press: 1}, {press: 2}, {expect: {tool: book_appointment}}]",
        "[{press: 1}, {press: 2}, {press: 3}]",
        "[{press: 1}, {press: 2}, {expect: {cleared: 1s}}]",
        "[{press: 1}, {press: 2}, {expect: {answered: 1s}}]",
        "[{press: 1}, {say: over, over: 1s}]",
      })
  void whatWasExpectedAndDidNotHappenIsTold(String steps) throws IOException {
    usual();

    assertThat(performance(steps, "caller_hung_up").failures()).hasSize(1);
  }

  @Test
  void endsAsExpectedOrNot() throws IOException {
    var steps = "[{press: 1}, {press: 2}]";

    assertThat(performance(steps, "model_lost").failures())
        .singleElement()
        .hasToString(
            """
            in the whole call
              expected: it ends with caller_hung_up
              happened: with model_lost\
            """);
    assertThat(performance(steps, null).failures())
        .singleElement()
        .extracting(Performance.Failure::happened)
        .isEqualTo("as planned");
  }

  @Test
  void allIsToldInItsOrder() throws IOException {
    usual();

    assertThat(performance("[{press: 1}, {press: 2}]", "caller_hung_up").timeline())
        .containsSubsequence(
            "0.50 s  agent   \"Hello. How can I help?\"",
            "2.00 s  caller  press: 1",
            "3.00 s  model   heard \"a cleaning please\"",
            "3.50 s  tool    list_appointments {} -> {\"ok\":true",
            "3.70 s  tool    book_appointment {\"service\":\"cleaning\"",
            "4.00 s  agent   \"It's booked: Tuesday, 10:00.\"",
            "6.00 s  caller  press: 2",
            "7.00 s  agent   \"Goodbye!\"");
  }

  @Test
  void wordsAreWhatTheyWereInTheEnd() throws IOException {
    agent(500, "i1", "Helo");
    tell(600, new Said.Whole("i1", "Hello there"));

    assertThat(
            performance(
                    "[{expect: {said: hello there, unsaid: helo}}, {press: 1}, {press: 2}]",
                    "caller_hung_up")
                .failures())
        .isEmpty();
  }

  @Test
  void callsAreKeptApartAndForgotten() {
    var overheard = new Overheard();

    assertThat(overheard.take("CA2")).isEqualTo(Events.of(List.of(), null));
  }

  private void agent(long millis, String item, String... words) {
    tell(millis, new Said.Turn(item, null, Speaker.AGENT, Duration.ZERO));
    for (var more : words) {
      tell(millis, new Said.Words(item, more));
    }
  }

  private void caller(long millis, String item, String words) {
    tell(millis, new Said.Turn(item, null, Speaker.CALLER, Duration.ZERO));
    tell(millis, new Said.Whole(item, words));
  }

  private void tool(long millis, String id, String name, String arguments, String output) {
    tell(millis, new Said.ToolCalled(id, name, arguments));
    tell(millis + 20, new Said.ToolAnswered(id, output, false, ofMillis(20)));
  }

  /// @param millis from the opening of the line, which is 70 ms after it began to ring
  private void tell(long millis, Said said) {
    told.add(new Told(BEGAN + (70 + millis) * 1_000_000, said));
  }

  private Performance performance(String steps, @Nullable String termination) throws IOException {
    var file = Files.writeString(folder.resolve("scenario.yaml"), "steps: " + steps);
    var call =
        new CallRecord(
            new CallIdentity("AC1", "CA1", "MZ1"),
            new Ending(Kind.HUNG_UP, "as planned", 1000, "Hangup"),
            new Timeline(
                new SetUp(ofMillis(30), ofMillis(40)),
                List.of(
                    new Spoken(1, ofMillis(2_000), ofMillis(2_020), false),
                    new Spoken(2, ofMillis(6_000), ofMillis(6_020), false)),
                List.of(),
                List.of(),
                List.of()),
            new Counts(300, 150, 0, 0, 1),
            null);
    return new Performance(ScriptReader.read(file), call, Events.of(told, termination), BEGAN);
  }
}
