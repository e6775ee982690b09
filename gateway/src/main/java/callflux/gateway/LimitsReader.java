package callflux.gateway;

import callflux.gateway.call.Caps;
import callflux.gateway.config.Amounts;
import callflux.gateway.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reads how many calls may be admitted.
final class LimitsReader {
  private static final int CALLS = 1_000;

  private LimitsReader() {}

  /// Faults go to where the section's settings keep them.
  ///
  /// @param local whether there is only the gateway's own cap by default: one simulated caller
  ///   places all the calls, to one number
  static Caps read(Section limits, boolean local) {
    return new Caps(
        Amounts.count(limits, "max_calls", measured(limits)),
        Amounts.count(limits, "per_number", local ? Caps.UNLIMITED : 50),
        Amounts.count(limits, "per_account", local ? Caps.UNLIMITED : 200),
        Amounts.count(limits, "anonymous", 10),
        new Caps.Caller(
            Amounts.count(limits, "per_caller", local ? Caps.UNLIMITED : 2),
            Amounts.count(limits, "per_caller_minute", local ? Caps.UNLIMITED : 5),
            Amounts.count(limits, "per_caller_day", local ? Caps.UNLIMITED : 30)));
  }

  /// What was measured on this machine, if the file that says so is named.
  private static int measured(Section limits) {
    var name = limits.word("capacity_file");
    if (name.isEmpty()) {
      return CALLS;
    }
    try {
      var calls = JsonMapper.shared().readTree(Files.readString(Path.of(name.get()))).path("calls");
      if (calls.isInt() && calls.intValue() > 0) {
        return calls.intValue();
      }
    } catch (IOException | JacksonException | IllegalArgumentException _) {
      // The same complaint.
    }
    limits.fault(
        "capacity_file",
        "tells no number of calls",
        "name the capacity.json that the bench wrote, or leave it out");
    return CALLS;
  }
}
