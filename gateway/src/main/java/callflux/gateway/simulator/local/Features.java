package callflux.gateway.simulator.local;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataProcessor;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.frontend.feature.BatchCMN;
import edu.cmu.sphinx.frontend.feature.DeltasFeatureExtractor;
import edu.cmu.sphinx.frontend.filter.Preemphasizer;
import edu.cmu.sphinx.frontend.frequencywarp.MelFrequencyFilterBank2;
import edu.cmu.sphinx.frontend.transform.DiscreteCosineTransform2;
import edu.cmu.sphinx.frontend.transform.DiscreteFourierTransform;
import edu.cmu.sphinx.frontend.transform.Lifter;
import edu.cmu.sphinx.frontend.window.RaisedCosineWindower;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// What Sphinx's model hears of sound: 39 numbers for each 10 ms. As the model's own `feat.params`
/// has it, but for the mean, which is taken over the whole turn.
final class Features {
  /// In Hz, which is what the model was trained with.
  static final int SAMPLE_RATE = 16_000;

  /// Amplitude of the noise that is laid under everything. A digital silence, which no microphone
  /// ever made, fits any sound better than silence.
  private static final double NOISE = 10;

  private final Source source = new Source();
  private final FrontEnd chain;

  Features() {
    chain =
        new FrontEnd(
            List.<DataProcessor>of(
                source,
                new Preemphasizer(0.97),
                new RaisedCosineWindower(0.46, 25.625f, 10f),
                new DiscreteFourierTransform(-1, false),
                new MelFrequencyFilterBank2(130, 6_800, 25),
                new DiscreteCosineTransform2(25, 13),
                new Lifter(22),
                new BatchCMN(),
                new DeltasFeatureExtractor(3)));
    chain.initialize();
  }

  /// Those of a whole turn, between the signals that it begins and ends.
  List<Data> of(short[] samples) {
    source.queue(samples);
    var features = new ArrayList<Data>();
    for (Data next = chain.getData(); next != null; next = chain.getData()) {
      features.add(next);
      if (next instanceof DataEndSignal) {
        break;
      }
    }
    return features;
  }

  /// Gives one turn after the other.
  private static final class Source extends BaseDataProcessor {
    private final Queue<Data> next = new ArrayDeque<>();

    void queue(short[] samples) {
      // The same turn is heard in the same way each time.
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
      var values = new double[samples.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = samples[i] + NOISE * random.nextGaussian();
      }
      next.clear();
      next.add(new DataStartSignal(SAMPLE_RATE));
      next.add(new DoubleData(values, SAMPLE_RATE, 0));
      next.add(new DataEndSignal(samples.length * 1_000L / SAMPLE_RATE));
    }

    @Override
    public @Nullable Data getData() {
      return next.poll();
    }
  }

  /// Gives features again that were made before.
  static final class Replay extends BaseDataProcessor {
    private final Queue<Data> next = new ArrayDeque<>();

    void rewind(List<Data> features) {
      next.clear();
      next.addAll(features);
    }

    @Override
    public @Nullable Data getData() {
      return next.poll();
    }
  }
}
