package callflux.gateway.simulator.local;

import edu.cmu.sphinx.linguist.acoustic.AcousticModel;
import edu.cmu.sphinx.linguist.acoustic.HMM;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneHMM;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneSequence;
import edu.cmu.sphinx.linguist.allphone.AllphoneLinguist;
import edu.cmu.sphinx.util.LogMath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Any sounds in any order: how well they fit what was said is what a sentence of the grammar has
/// to be compared with, to know whether the sentence was said at all.
@SuppressWarnings("NonApiType") // Sphinx's own signatures
final class PhoneLoop extends AllphoneLinguist {
  private static final double NEXT_SOUND = 0.05; // the probability of it, which is Sphinx's own

  private final CoreModel model;
  private final ArrayList<HMM> sounds;
  private final Map<SenoneSequence, ArrayList<Unit>> units = new HashMap<>();

  PhoneLoop(CoreModel model) {
    this.model = model;
    this.sounds = new ArrayList<>(model.sounds());
    for (HMM sound : sounds) {
      units
          .computeIfAbsent(((SenoneHMM) sound).getSenoneSequence(), _ -> new ArrayList<>())
          .add(sound.getUnit());
    }
  }

  @Override
  public AcousticModel getAcousticModel() {
    return model;
  }

  @Override
  public float getPhoneInsertionProb() {
    return LogMath.getLogMath().linearToLog(NEXT_SOUND);
  }

  @Override
  public boolean useContextDependentPhones() {
    return false;
  }

  @Override
  public ArrayList<HMM> getCISuccessors() {
    return sounds;
  }

  @Override
  public @Nullable ArrayList<Unit> getUnits(SenoneSequence senones) {
    return units.get(senones);
  }
}
