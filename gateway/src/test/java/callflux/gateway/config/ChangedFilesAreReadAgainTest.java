package callflux.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.config.Reading.Refused;
import callflux.gateway.config.Reading.Valid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A file is read again when what is in it has changed, however that came about.
class ChangedFilesAreReadAgainTest {
  private static final String YAML = "note_file: note.txt\n";

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final List<Reading<String>> readings = new ArrayList<>();
  private Disposable watching = Disposables.disposed();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    write("callflux.yaml", YAML);
    write("note.txt", "first");
  }

  @AfterEach
  void stop() {
    watching.dispose();
    clock.dispose();
  }

  @Test
  void whatIsAsItWasIsNotToldAgain() throws Exception {
    watch("callflux.yaml");

    looks(5);
    write("callflux.yaml", YAML);
    Files.setLastModifiedTime(folder.resolve("callflux.yaml"), FileTime.fromMillis(0));
    looks(5);

    assertThat(readings).isEmpty();
  }

  @Test
  void changeCountsWhenTwoLooksFindItTheSame() throws Exception {
    watch("callflux.yaml");
    write("callflux.yaml", "note: second");

    looks(1);
    assertThat(readings).isEmpty();

    looks(1);
    assertThat(readings).containsExactly(new Valid<>("second"));

    looks(5);
    assertThat(readings).hasSize(1);
  }

  @Test
  void fileThatIsStillBeingWrittenIsLeftAlone() throws Exception {
    watch("callflux.yaml");
    write("callflux.yaml", "");
    looks(1);
    write("callflux.yaml", "note: [");
    looks(1);
    write("callflux.yaml", "note: second");
    looks(2);

    assertThat(readings).containsExactly(new Valid<>("second"));
  }

  @Test
  void fileThatItNamesCounts() throws Exception {
    watch("callflux.yaml");
    write("note.txt", "second");

    looks(2);

    assertThat(readings).containsExactly(new Valid<>("second"));
  }

  @Test
  void changeOfTheSameLengthAndTimeCounts() throws Exception {
    var note = folder.resolve("note.txt");
    var time = Files.getLastModifiedTime(note);
    watch("callflux.yaml");
    write("note.txt", "FIRST");
    Files.setLastModifiedTime(note, time);

    looks(2);

    assertThat(readings).containsExactly(new Valid<>("FIRST"));
  }

  @Test
  void fileThatIsReplacedCounts() throws Exception {
    watch("callflux.yaml");
    write("callflux.yaml~", "note: second");
    Files.move(
        folder.resolve("callflux.yaml~"),
        folder.resolve("callflux.yaml"),
        StandardCopyOption.ATOMIC_MOVE);

    looks(2);

    assertThat(readings).containsExactly(new Valid<>("second"));
  }

  /// As Kubernetes does with a config map.
  @Test
  void folderThatALinkIsTurnedToCounts() throws Exception {
    release("1", "first");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("1"));
    Files.createSymbolicLink(folder.resolve("linked.yaml"), Path.of("..data/callflux.yaml"));
    Files.createSymbolicLink(folder.resolve("linked.txt"), Path.of("..data/note.txt"));
    watch("linked.yaml");

    release("2", "second");
    Files.createSymbolicLink(folder.resolve("..new"), Path.of("2"));
    Files.move(folder.resolve("..new"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    looks(2);

    assertThat(readings).containsExactly(new Valid<>("second"));
  }

  @Test
  void eachWrongContentIsToldOnce() throws Exception {
    watch("callflux.yaml");
    write("callflux.yaml", "note: {}");
    looks(5);
    assertThat(readings).hasSize(1).allMatch(Refused.class::isInstance);

    write("callflux.yaml", "note: []");
    looks(5);
    assertThat(readings).hasSize(2).allMatch(Refused.class::isInstance);

    write("callflux.yaml", YAML);
    looks(5);
    assertThat(readings).hasSize(3).last().isEqualTo(new Valid<>("first"));
  }

  @Test
  void fileThatIsGoneIsAFaultUntilItIsBack() throws Exception {
    watch("callflux.yaml");
    Files.delete(folder.resolve("note.txt"));
    looks(5);
    assertThat(readings)
        .singleElement()
        .satisfies(reading ->
            assertThat(((Refused<String>) reading).faults())
                .extracting(Fault::key)
                .containsExactly("note_file"));

    write("note.txt", "second");
    looks(2);
    assertThat(readings).last().isEqualTo(new Valid<>("second"));
  }

  @Test
  void nothingIsWatchedWhereThereIsNoFile() throws Exception {
    var file = new ConfigFile<>(_ -> "nothing");
    file.read();
    watching = file.watch(clock).subscribe(readings::add);

    looks(5);

    assertThat(readings).isEmpty();
  }

  private void watch(String name) throws ConfigInvalid {
    var environment = Map.of("FILE", folder.resolve(name).toString());
    var file = new ConfigFile<>(sources -> note(Settings.of(environment, "FILE", sources)));
    file.read();
    watching = file.watch(clock).subscribe(readings::add);
  }

  private static String note(Settings settings) throws ConfigInvalid {
    var written = settings.file().text("note");
    var note = written.or(() -> settings.file().textFile("note_file", 100));
    settings.complain();
    return note.orElse("");
  }

  private void looks(int times) {
    clock.advanceTimeBy(ConfigFile.EVERY.multipliedBy(times));
  }

  private void release(String number, String note) throws Exception {
    Files.createDirectory(folder.resolve(number));
    write(number + "/callflux.yaml", "note_file: linked.txt\n");
    write(number + "/note.txt", note);
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
