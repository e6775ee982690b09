package callflux.gateway.simulator.local;

import edu.cmu.sphinx.linguist.acoustic.AcousticModel;
import edu.cmu.sphinx.linguist.acoustic.HMM;
import edu.cmu.sphinx.linguist.acoustic.HMMPosition;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// An acoustic model that forgets, once a grammar has been compiled with it, the 130,000 sounds in
/// context that the grammar didn't ask for: five sixths of its memory.
final class CoreModel implements AcousticModel {
  private final List<HMM> sounds = new ArrayList<>();
  private final List<Unit> units = new ArrayList<>();
  private @Nullable AcousticModel whole;

  /// All of a model that has been allocated.
  CoreModel(AcousticModel whole) {
    this.whole = whole;
    whole.getContextIndependentUnitIterator().forEachRemaining(units::add);
    for (Unit unit : units) {
      sounds.add(whole.lookupNearestHMM(unit, HMMPosition.UNDEFINED, true));
    }
  }

  /// Forgets all but the sounds by themselves.
  void shrink() {
    whole = null;
  }

  /// The sounds by themselves, without their neighbours.
  List<HMM> sounds() {
    return sounds;
  }

  private AcousticModel whole() {
    AcousticModel current = whole;
    if (current == null) {
      throw new IllegalStateException("the model has been shrunk");
    }
    return current;
  }

  @Override
  public HMM lookupNearestHMM(Unit unit, HMMPosition position, boolean exact) {
    AcousticModel current = whole;
    return current == null
        ? sounds.get(units.indexOf(unit))
        : current.lookupNearestHMM(unit, position, exact);
  }

  @Override
  public Iterator<HMM> getHMMIterator() {
    return whole().getHMMIterator();
  }

  @Override
  public Iterator<Unit> getContextIndependentUnitIterator() {
    return units.iterator();
  }

  @Override
  public int getLeftContextSize() {
    return whole().getLeftContextSize();
  }

  @Override
  public int getRightContextSize() {
    return whole().getRightContextSize();
  }

  @Override
  public Properties getProperties() {
    return whole().getProperties();
  }

  @Override
  public String getName() {
    return "core";
  }

  @Override
  public void allocate() throws IOException {
    // It was, before it came here.
  }

  @Override
  public void deallocate() {
    // The collector does.
  }

  @Override
  public void newProperties(PropertySheet properties) {
    // Made by its constructor.
  }
}
