package callflux.gateway.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// What a simulator is like.
///
/// @param address to listen on; port 0 is any that is free
/// @param exposed whether the address may be other than loopback
/// @param key that clients must show; without one, any key will do
/// @param faults what goes wrong in every session; a session's URL may ask for more
public record SimulatorConfig(
    InetSocketAddress address,
    boolean exposed,
    @Nullable String key,
    Brain brain,
    Pace pace,
    Faults faults,
    SessionObserver observer) {

  public SimulatorConfig {
    if (!exposed && !address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "the simulator serves loopback only, unless it is said to be exposed; not " + address);
    }
  }

  /// On loopback, at any free port, with the scripted brain, at a natural pace and without faults.
  public static SimulatorConfig local() {
    return new SimulatorConfig(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        false,
        null,
        new ScriptedBrain(),
        Pace.natural(),
        Faults.none(),
        SessionObserver.nobody());
  }

  public SimulatorConfig withPort(int port) {
    var at = new InetSocketAddress(address.getAddress(), port);
    return new SimulatorConfig(at, exposed, key, brain, pace, faults, observer);
  }

  public SimulatorConfig withKey(String key) {
    return new SimulatorConfig(address, exposed, key, brain, pace, faults, observer);
  }

  public SimulatorConfig withBrain(Brain brain) {
    return new SimulatorConfig(address, exposed, key, brain, pace, faults, observer);
  }

  public SimulatorConfig withPace(Pace pace) {
    return new SimulatorConfig(address, exposed, key, brain, pace, faults, observer);
  }

  public SimulatorConfig withFaults(Faults faults) {
    return new SimulatorConfig(address, exposed, key, brain, pace, faults, observer);
  }

  public SimulatorConfig withObserver(SessionObserver observer) {
    return new SimulatorConfig(address, exposed, key, brain, pace, faults, observer);
  }

  /// Never the key.
  @Override
  public String toString() {
    return "SimulatorConfig[address=" + address + ", pace=" + pace + ", faults=" + faults + "]";
  }
}
