package callflux.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A configuration that is read when the gateway starts, and again whenever one of its files has
/// changed.
///
/// @param <T> what is made of it
public final class ConfigFile<T> {
  /// Between two looks. A change counts when two looks in a row find it the same, so that a file
  /// that is still being written does not.
  static final Duration EVERY = Duration.ofSeconds(1);

  private final Reader<T> reader;
  private Map<Path, String> told = Map.of();

  public ConfigFile(Reader<T> reader) {
    this.reader = reader;
  }

  /// Makes something of a configuration.
  @FunctionalInterface
  public interface Reader<T> {

    /// Reads it, whole.
    ///
    /// @param sources through which every file is read
    /// @throws ConfigInvalid with every fault there is
    T read(Sources sources) throws ConfigInvalid;
  }

  /// Reads it for the first time. Blocks.
  ///
  /// @throws ConfigInvalid with every fault there is
  public T read() throws ConfigInvalid {
    var sources = new Sources();
    try {
      return reader.read(sources);
    } finally {
      told = sources.contents();
    }
  }

  /// What every change since the last reading has made of it, within two seconds or so. Each
  /// content that is wrong is told once. To be subscribed to once, after [#read].
  public Flux<Reading<T>> watch() {
    return watch(Schedulers.boundedElastic());
  }

  Flux<Reading<T>> watch(Scheduler scheduler) {
    return Flux.defer(() -> {
      var look = new Look();
      return told.isEmpty()
          ? Flux.never()
          : Flux.interval(EVERY, scheduler).onBackpressureDrop().mapNotNull(_ -> look.next());
    });
  }

  /// Looks at the files, and remembers what it saw the last time.
  private final class Look {
    private Map<Path, String> unsettled = Map.of();

    @Nullable Reading<T> next() {
      if (Sources.of(told.keySet()).contents().equals(told)) {
        unsettled = Map.of();
        return null;
      }
      var sources = new Sources();
      var reading = attempt(sources);
      var contents = sources.contents();
      if (!contents.equals(unsettled)) {
        unsettled = contents;
        return null;
      }
      told = contents;
      return reading;
    }

    private Reading<T> attempt(Sources sources) {
      try {
        return new Reading.Valid<>(reader.read(sources));
      } catch (ConfigInvalid invalid) {
        return new Reading.Refused<>(invalid.faults());
      }
    }
  }
}
