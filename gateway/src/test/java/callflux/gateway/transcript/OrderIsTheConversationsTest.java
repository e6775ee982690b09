package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.call.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever is said, in whichever order it becomes known: what was written, read by its places and
/// the last of each item, is the conversation kept as a list.
class OrderIsTheConversationsTest {
  private static final int CALLS = 200;
  private static final int STEPS = 80;

  @Test
  void ofAnyCall() {
    for (int seed = 0; seed < CALLS; seed++) {
      var talk = new Talk(new Random(seed));
      for (int i = 0; i < STEPS; i++) {
        talk.step(i);
      }
      talk.book.ends();

      var story = talk.book.story();
      assertThat(story.getFirst()).isInstanceOf(Began.class);
      assertThat(story.getLast()).isInstanceOf(Ended.class);
      assertThat(story.subList(1, story.size() - 1)).as("seed %d", seed).isEqualTo(talk.whole());
    }
  }

  /// A call of things that happen by chance, told to a recorder and kept as a list of names.
  private static final class Talk {
    private final Random random;
    private final Book book = Book.begun();
    private final List<String> order = new ArrayList<>();
    private final List<String> turns = new ArrayList<>();
    private final Map<String, Content> last = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Talk(Random random) {
      this.random = random;
    }

    void step(int i) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> turn((random.nextBoolean() ? "u" : "a") + i);
        case 3 -> keys("k" + i);
        case 4 -> tool("t" + i);
        default -> more(i);
      }
    }

    private void turn(String item) {
      boolean late = !turns.isEmpty() && random.nextInt(3) == 0;
      int before = late ? random.nextInt(turns.size() + 1) - 1 : turns.size() - 1;
      var after = before < 0 ? null : turns.get(before);
      var speaker = item.startsWith("u") ? Said.Speaker.CALLER : Said.Speaker.AGENT;
      book.says(new Said.Turn(item, after, speaker, Duration.ZERO));
      boolean atTheEnd = before == turns.size() - 1;
      order.add(atTheEnd ? order.size() : after == null ? 0 : order.indexOf(after) + 1, item);
      turns.add(before + 1, item);
      last.put(item, new Gap(item, Cause.NOT_TRANSCRIBED));
      open.add(item);
    }

    private void keys(String name) {
      book.says(new Said.Keys(name));
      order.add(name);
      last.put(name, new Pressed(name));
    }

    private void tool(String name) {
      book.says(new Said.ToolCalled(name, "look_up", "{}"));
      order.add(name);
      last.put(name, new Gap(null, Cause.NOT_ANSWERED));
      open.add(name);
    }

    /// More becomes known of something that was begun.
    private void more(int i) {
      var names = open.stream().sorted().toList();
      if (names.isEmpty()) {
        return;
      }
      var name = names.get(random.nextInt(names.size()));
      switch (name.charAt(0)) {
        case 'u' -> caller(name, "words " + i);
        case 'a' -> {
          book.says(
              new Said.Whole(name, "more than was heard"), new Said.Heard(name, "one", " " + i));
          settled(name, new AgentSpoke(name, "one", " " + i));
        }
        default -> {
          book.says(new Said.ToolAnswered(name, "{}", false, Duration.ZERO));
          settled(name, new ToolRan(name, "look_up", "{}", "{}", false, Duration.ZERO));
        }
      }
    }

    /// Their words may come after it was said that they can't be had.
    private void caller(String name, String words) {
      if (random.nextInt(4) == 0) {
        book.says(new Said.Unknown(name));
      } else {
        book.says(new Said.Words(name, "wor"), new Said.Whole(name, words));
        settled(name, new CallerSpoke(name, words));
      }
    }

    private void settled(String name, Content content) {
      last.put(name, content);
      open.remove(name);
    }

    List<Content> whole() {
      return order.stream().map(last::get).toList();
    }
  }
}
