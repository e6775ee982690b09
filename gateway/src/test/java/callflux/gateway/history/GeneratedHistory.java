package callflux.gateway.history;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Calls such as a business with a few numbers has: busy in office hours, quiet at weekends, now
/// and then a bad day. The same seed gives the same calls.
public final class GeneratedHistory {
  /// Where the median answer's logarithm lies, and how wide it is spread, in milliseconds.
  private static final double ANSWER = 6.45;

  private static final double ANSWER_SPREAD = 0.22;

  /// Of the hours of a day, from midnight: how many calls begin in each.
  private static final int[] HOURS = {
    1, 1, 0, 0, 0, 1, 2, 6, 14, 22, 25, 24, 18, 17, 21, 23, 22, 18, 11, 8, 6, 4, 3, 2
  };

  private static final List<String> AGENTS = List.of("reception", "sales", "support", "billing");

  private static final List<String> TALK =
      List.of(
          "I would like to book a cleaning, please.",
          "On Tuesday, if you have something.",
          "Half past two is fine.",
          "How much will that be?",
          "And can I pay by card?",
          "Thank you, that is all.");

  private final Random random;
  private final List<String> numbers;

  private GeneratedHistory(long seed, int numbers) {
    this.random = new Random(seed);
    this.numbers = numbers(numbers);
  }

  /// So many calls in the days up to an instant, a few more of them in the later ones.
  ///
  /// @param numbers that are called, some more than others
  public static List<CallFile> calls(long seed, int calls, Instant end, int days, int numbers) {
    var history = new GeneratedHistory(seed, numbers);
    var last = LocalDate.ofInstant(end, ZoneOffset.UTC);
    var files = new ArrayList<CallFile>(calls);
    while (files.size() < calls) {
      int age = history.random.nextInt(days);
      var began = history.timeOf(last.minusDays(age));
      double wanted = business(last.minusDays(age)) * (1 - 0.35 * age / days);
      if (history.random.nextDouble() < wanted && began.isBefore(end)) {
        files.add(history.call(began));
      }
    }
    return files;
  }

  private static List<String> numbers(int many) {
    var numbers = new ArrayList<String>();
    for (int i = 0; i < many - 1; i++) {
      numbers.add(String.format(Locale.ROOT, "+1415555%04d", 100 + i));
    }
    numbers.add("default");
    return numbers;
  }

  private static double business(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case DayOfWeek.SATURDAY -> 0.35;
      case DayOfWeek.SUNDAY -> 0.2;
      case DayOfWeek.MONDAY -> 1;
      default -> 0.8;
    };
  }

  private CallFile call(Instant began) {
    var sid = "CA" + hex(16);
    int which = (int) (Math.pow(random.nextDouble(), 1.8) * numbers.size());
    int day = LocalDate.ofInstant(began, ZoneOffset.UTC).getDayOfMonth();
    var agent = AGENTS.get(which % AGENTS.size());
    var caller = String.format(Locale.ROOT, "+1%d***%04d", 201 + random.nextInt(700), 999);
    var head = new Began("gateway-1", numbers.get(which), agent, "7c1f0a2b", hex(16), caller);
    boolean bad = random.nextDouble() < 0.02 + (day == 17 ? 0.15 : 0);
    return new Script(sid, began).call(head, bad);
  }

  private Instant timeOf(LocalDate day) {
    int draw = random.nextInt(249);
    int hour = 0;
    for (; draw >= HOURS[hour]; hour++) {
      draw -= HOURS[hour];
    }
    return day.atTime(hour, 0).toInstant(ZoneOffset.UTC).plusMillis(random.nextInt(3_600_000));
  }

  /// Some weeks are better than others.
  private static double season(Instant instant) {
    return Math.sin(instant.getEpochSecond() / 86_400.0 / 8);
  }

  private String hex(int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return HexFormat.of().formatHex(some);
  }

  /// One call's entries as they are written.
  private final class Script {
    private final String sid;
    private final Instant began;
    private final List<Entry> entries = new ArrayList<>();
    private Duration at = Duration.ZERO;
    private int turns;
    private int bargeIns;

    Script(String sid, Instant began) {
      this.sid = sid;
      this.began = began;
    }

    CallFile call(Began head, boolean bad) {
      write(head, 0);
      int rounds = 2 + random.nextInt(bad ? 2 : 5);
      double mood = mood(bad);
      write(new AgentSpoke(item(), "Hello, how can I help you?", ""), 1.9);
      for (int i = 0; i < rounds; i++) {
        round(i);
      }
      if (!bad) {
        write(new AgentSpoke(item(), "You are booked. Goodbye.", ""), 2.2);
      }
      write(ended(bad), 0);
      return new CallFile(sid, entries, analysis(mood));
    }

    private void round(int i) {
      turns++;
      write(new CallerSpoke(item(), TALK.get(i % TALK.size())), 3 + 9 * random.nextDouble());
      if (i == 1) {
        write(tool(), 0.2);
      }
      boolean cut = random.nextDouble() < 0.12;
      write(
          new AgentSpoke(
              item(),
              cut ? "Of course. We have" : "Of course. We have ten o'clock or half past two.",
              cut ? " ten o'clock or half past two." : ""),
          4 + 9 * random.nextDouble());
      if (cut) {
        bargeIns++;
        write(new Interrupted(), 0);
      }
    }

    private ToolRan tool() {
      return new ToolRan(
          "call_" + entries.size(),
          "find_times",
          "{\"service\":\"cleaning\",\"day\":\"tuesday\"}",
          "{\"times\":[\"10:00\",\"14:30\"]}",
          false,
          Duration.ofMillis(60 + random.nextInt(200)));
    }

    private Ended ended(boolean bad) {
      var answer = Math.exp(ANSWER + 0.09 * season(began) + ANSWER_SPREAD * random.nextGaussian());
      var median = Duration.ofMillis(Math.round(answer));
      long cost = Math.round(at.toMillis() * (0.7 + 0.3 * random.nextDouble()));
      return new Ended(
          bad ? broken() : Termination.CALLER_HUNG_UP,
          new CallSummary(at, turns, bargeIns, turns + 1, at.toMillis() / 20, at.toMillis() / 40),
          cost,
          new TokenCount(900, 400, at.toMillis() / 100, 300, at.toMillis() / 90),
          new Timings(
              Duration.ofMillis(310),
              Duration.ofMillis(420),
              median,
              median.multipliedBy(2),
              Duration.ofMillis(90)));
    }

    private @Nullable Termination broken() {
      return switch (random.nextInt(4)) {
        case 0 -> Termination.MODEL_LOST;
        case 1 -> Termination.MODEL_FAILED;
        case 2 -> Termination.MODEL_UNREACHABLE;
        default -> null;
      };
    }

    private double mood(boolean bad) {
      double usual = 0.3 - 0.08 * season(began) - (bad ? 0.7 : 0);
      return Math.clamp(usual + 0.35 * random.nextGaussian(), -1, 1);
    }

    private @Nullable Analysis analysis(double mood) {
      if (random.nextDouble() < 0.02) {
        return null;
      }
      int score = Math.clamp(Math.round(52 + 30 * mood + 14 * random.nextGaussian()), 0, 100);
      var findings =
          new Findings(
              "The caller wanted an appointment for a cleaning and was offered two times.",
              mood < -0.2 ? "left without one" : "appointment booked",
              Math.round(mood * 100) / 100.0,
              score,
              List.of("appointment", "cleaning"),
              score > 70 ? List.of("Send the price list.") : List.of());
      return new Analysis(sid, 1, began.plus(at), "gpt-5-mini", findings, null, 420);
    }

    private String item() {
      return "item_" + entries.size();
    }

    private void write(Content content, double seconds) {
      entries.add(new Entry(sid, entries.size(), entries.size(), began.plus(at), content));
      at = at.plusMillis(Math.round(seconds * 1000));
    }
  }
}
