package callflux.gateway.simulator.local;

import callflux.codec.audio.AudioFormat;
import edu.cmu.sphinx.decoder.pruner.SimplePruner;
import edu.cmu.sphinx.decoder.scorer.SimpleAcousticScorer;
import edu.cmu.sphinx.decoder.search.PartitionActiveListFactory;
import edu.cmu.sphinx.decoder.search.SearchManager;
import edu.cmu.sphinx.decoder.search.SimpleBreadthFirstSearchManager;
import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.FloatData;
import edu.cmu.sphinx.jsgf.JSGFGrammar;
import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.TiedStateAcousticModel;
import edu.cmu.sphinx.linguist.flat.FlatLinguist;
import edu.cmu.sphinx.result.Result;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Hears sentences of a grammar, and that something else was said. It blocks: some 100 ms for each
/// second of speech, and seconds when it is made. For one thread at a time, and not to be shared:
/// Sphinx keeps the scores of what it hears in the model itself.
public final class Ear {
  /// The longest turn that is listened to: nobody books an appointment in more.
  static final int LONGEST_SECONDS = 15;

  private static final org.slf4j.Logger log = LoggerFactory.getLogger(Ear.class);

  private static final String MODEL = "/edu/cmu/sphinx/models/en-us/";

  /// How much better than any sounds in any order a sentence has to fit, in Sphinx's logarithm of
  /// probability for each 10 ms. Of 6 voices speaking 27 sentences of the grammar and 20 others,
  /// nearly all of the former were above, and of the latter below.
  private static final int LEAST_FIT = 9_000;

  /// What is quieter than the loudest by this is silence: 30 dB.
  private static final int QUIETER = 32;

  private static final int AROUND = Features.SAMPLE_RATE * 3 / 10;

  private static final int BEAM = 2_000;
  private static final double RELATIVE_BEAM = 1e-60;
  private static final double WORD = 0.1;
  private static final double SILENCE = 0.1;
  private static final double FILLER = 0.01;

  /// Sphinx's, which tell of every turn. Held, or the collector would take them with their level.
  private static final List<Logger> TALKATIVE =
      List.of(
          Logger.getLogger("edu.cmu.sphinx"),
          Logger.getLogger("BatchCMN"),
          Logger.getLogger(Vocabulary.class.getName()));

  private final Features features = new Features();
  private final Features.Replay replay = new Features.Replay();
  private final SearchManager sentences;
  private final SearchManager sounds;

  private Ear(Linguist grammar, Linguist loop) throws IOException {
    this.sentences = search(grammar);
    this.sounds = search(loop);
  }

  /// Makes one that hears what a receptionist does.
  ///
  /// @param directory with `receptionist.gram`; absent is the one that comes with Callflux
  /// @throws IOException if that can't be used; the message says why
  public static Ear load(@Nullable Path directory) throws IOException {
    return of(Receptionist.grammar(directory));
  }

  /// Makes one.
  ///
  /// @throws IOException if the grammar can't be read, is no JSGF, or has words that nobody knows
  ///   how to pronounce; the message says where and which
  static Ear of(Grammar grammar) throws IOException {
    TALKATIVE.forEach(logger -> logger.setLevel(Level.SEVERE));
    var units = new UnitManager();
    URL words = resource("cmudict-en-us.dict");
    var loader = new Sphinx3Loader(sibling(words, "en-us"), units, 0f, 1e-7f, 1e-4f, 4, true);
    var whole = new TiedStateAcousticModel(loader, units, true);
    whole.allocate();
    var model = new CoreModel(whole);
    var vocabulary =
        new Vocabulary(Vocabulary.of(grammar.text()), words, resource("en-us/noisedict"), units);
    var jsgf =
        new JSGFGrammar(grammar.directory(), grammar.name(), false, true, true, false, vocabulary);
    vocabulary.allocate();
    if (!vocabulary.unknown().isEmpty()) {
      throw new IOException(
          grammar + ": nobody knows how to pronounce " + String.join(", ", vocabulary.unknown()));
    }
    var flat =
        new FlatLinguist(
            model, jsgf, units, WORD, SILENCE, FILLER, 1, 1, false, false, false, false, 0, 0,
            null);
    var ear = new Ear(flat, new PhoneLoop(model));
    model.shrink();
    return ear;
  }

  private SearchManager search(Linguist linguist) throws IOException {
    var manager =
        new SimpleBreadthFirstSearchManager(
            linguist,
            new SimplePruner(),
            new SimpleAcousticScorer(replay, null),
            new PartitionActiveListFactory(BEAM, RELATIVE_BEAM),
            false,
            0,
            0,
            false);
    manager.allocate();
    return manager;
  }

  /// The words of a turn; absent if they can't be made out. Never fails: what Sphinx throws at
  /// sounds that it makes nothing of is not understood, too.
  ///
  /// @param sampleRate in Hz
  public @Nullable String hear(short[] samples, int sampleRate) {
    return hear(Sampling.convert(samples, sampleRate, Features.SAMPLE_RATE));
  }

  /// The words of a turn, as [#hear], after a telephone has carried them.
  ///
  /// @param sampleRate in Hz
  public @Nullable String hearByTelephone(short[] samples, int sampleRate) {
    AudioFormat telephone = AudioFormat.PCMU;
    byte[] carried =
        Sampling.encode(Sampling.convert(samples, sampleRate, telephone.sampleRate()), telephone);
    return hear(Sampling.decode(carried, telephone), telephone.sampleRate());
  }

  @Nullable String hear(short[] samples) {
    if (samples.length > LONGEST_SECONDS * Features.SAMPLE_RATE) {
      return null;
    }
    try {
      return understand(features.of(spoken(samples)));
    } catch (RuntimeException e) {
      log.atDebug().setCause(e).log("Sphinx made nothing of a turn");
      return null;
    }
  }

  /// Without the silence around it, but for a little: how well a sentence fits is told by the
  /// frame, and in silence everything fits alike.
  private static short[] spoken(short[] samples) {
    int loudest = 0;
    for (short sample : samples) {
      loudest = Math.max(loudest, Math.abs(sample));
    }
    int from = 0;
    while (from < samples.length && Math.abs(samples[from]) * QUIETER < loudest) {
      from++;
    }
    int to = samples.length;
    while (to > from && Math.abs(samples[to - 1]) * QUIETER < loudest) {
      to--;
    }
    return Arrays.copyOfRange(
        samples, Math.max(0, from - AROUND), Math.min(samples.length, to + AROUND));
  }

  private @Nullable String understand(List<Data> heard) {
    long frames = heard.stream().filter(FloatData.class::isInstance).count();
    Result sentence = decode(sentences, heard);
    Token end = sentence == null ? null : sentence.getBestFinalToken();
    if (sentence == null || end == null || frames == 0) {
      return null;
    }
    String words = sentence.getBestFinalResultNoFiller().strip();
    Result any = decode(sounds, heard);
    Token best = any == null ? null : any.getBestToken();
    boolean fits = best != null && (end.getScore() - best.getScore()) / frames >= LEAST_FIT;
    return fits && !words.isEmpty() ? words : null;
  }

  private @Nullable Result decode(SearchManager search, List<Data> heard) {
    replay.rewind(heard);
    search.startRecognition();
    try {
      Result result = search.recognize(Integer.MAX_VALUE);
      while (result != null && !result.isFinal()) {
        result = search.recognize(Integer.MAX_VALUE);
      }
      return result;
    } finally {
      search.stopRecognition();
    }
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(Ear.class.getResource(MODEL + name), name);
  }

  /// A folder inside of a jar has no entry that could be looked up.
  private static URL sibling(URL file, String folder) throws IOException {
    String text = file.toString();
    return URI.create(text.substring(0, text.lastIndexOf('/') + 1) + folder).toURL();
  }
}
