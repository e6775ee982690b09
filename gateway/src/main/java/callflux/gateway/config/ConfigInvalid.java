package callflux.gateway.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration can't be used. Holds every fault in it, so that they are mended in one go.
public final class ConfigInvalid extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  public ConfigInvalid(List<Fault> faults) {
    super(
        faults.stream().map(Fault::toString).collect(Collectors.joining("\n")), null, false, false);
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
