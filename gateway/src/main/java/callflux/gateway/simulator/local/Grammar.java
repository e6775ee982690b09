package callflux.gateway.simulator.local;

import java.net.URL;

/// A JSGF grammar as a file.
///
/// @param directory that it is in
/// @param name of the file, without `.gram`, and of the grammar
/// @param text what is in it
record Grammar(URL directory, String name, String text) {

  @Override
  public String toString() {
    return name + ".gram";
  }
}
