package callflux.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Anything may be done to a journal next, and anything may fail; it reads as a list would.
class RandomUseTest {
  private static final int USES = 40;
  private static final int STEPS = 100;

  @TempDir Path directory;
  private int crashes;
  private int found;

  @Test
  void readsAsAListWould() throws Exception {
    for (int seed = 0; seed < USES; seed++) {
      try (var use = new Use(seed)) {
        for (int step = 0; step < STEPS; step++) {
          use.next();
        }
        use.readsAllThatIsLeft();
      }
    }
    assertThat(crashes).isGreaterThan(100);
    assertThat(found).isGreaterThan(3_000);
  }

  private final class Use implements AutoCloseable {
    private final String name;
    private final Random random;
    private final List<String> appended = new ArrayList<>();
    private final List<Position> places = new ArrayList<>();
    private FaultyDisk disk = new FaultyDisk();
    private Path home;
    private Rig rig;
    private int homes;
    private int promised;
    private int read;
    private int confirmed;

    Use(int seed) throws IOException {
      name = "use " + seed;
      random = new Random(seed);
      home = directory.resolve(name + "-0");
      rig = open();
    }

    void next() throws Exception {
      switch (random.nextInt(16)) {
        case 0, 1, 2, 3, 4 -> append(1 + random.nextInt(6));
        case 5, 6 -> flush();
        case 7, 8, 9, 10 -> read(1 + random.nextInt(12));
        case 11 -> confirm();
        case 12 -> disk.failSyncs(random.nextInt(4));
        case 13 -> disk.leaveRoom(random.nextInt(300));
        case 14 -> start();
        default -> crash();
      }
    }

    void readsAllThatIsLeft() throws Exception {
      flush();
      read(Integer.MAX_VALUE);
      assertThat(read).as(name).isEqualTo(appended.size());
    }

    private void append(int lines) {
      for (int i = 0; i < lines; i++) {
        var line = appended.size() + " " + ".".repeat(random.nextInt(200));
        assertThat(rig.append(line)).isTrue();
        appended.add(line);
      }
    }

    private void flush() {
      disk.clear();
      rig.journal.flush().block(Rig.SOON);
      promised = appended.size();
    }

    private void read(int most) throws IOException {
      var records = rig.journal.reader().read(most);
      assertThat(records.size()).as(name).isBetween(Math.min(most, promised - read), most);
      for (var record : records) {
        assertThat(Rig.text(record)).as(name).isEqualTo(appended.get(read));
        places.add(record.after());
        read++;
        found++;
      }
      promised = Math.max(promised, read);
    }

    private void confirm() throws IOException {
      if (read > confirmed) {
        confirmed += 1 + random.nextInt(read - confirmed);
        rig.journal.reader().confirm(places.get(confirmed - 1));
      }
    }

    /// In order.
    private void start() throws IOException {
      disk.clear();
      rig.close();
      promised = appended.size();
      reopen();
    }

    /// The process ends while the disk is at work: what is in the files then is what the next one
    /// finds. What was not promised may be among it, or not.
    private void crash() throws Exception {
      disk.clear();
      disk.hang();
      append(3);
      Rig.until(disk::isHanging);
      var copy = directory.resolve(name + "-" + ++homes);
      copyTo(copy);
      disk.answer();
      disk.clear();
      rig.close();

      home = copy;
      disk = new FaultyDisk();
      if (random.nextBoolean()) {
        disk.keepTails();
      }
      reopen();
      var left = rig.read();
      int there = confirmed + left.size();
      assertThat(there).as(name).isBetween(promised, appended.size());
      assertThat(left).as(name).isEqualTo(appended.subList(confirmed, there));
      appended.subList(there, appended.size()).clear();
      promised = there;
      rig.close();
      reopen();
      crashes++;
    }

    private void reopen() throws IOException {
      rig = open();
      read = confirmed;
      places.subList(confirmed, places.size()).clear();
    }

    private Rig open() throws IOException {
      return Rig.on(disk, new JournalConfig(home, 200 + random.nextInt(2_000), 1 << 20));
    }

    private void copyTo(Path copy) throws IOException {
      Files.createDirectory(copy);
      try (var files = Files.newDirectoryStream(home)) {
        for (var file : files) {
          if (Files.isRegularFile(file)) {
            Files.copy(file, copy.resolve(file.getFileName()));
          }
        }
      }
    }

    @Override
    public void close() {
      disk.clear();
      rig.close();
    }
  }
}
