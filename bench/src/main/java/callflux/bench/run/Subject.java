package callflux.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is put under load: a bridge in a process of its own, or a relay.
///
/// @param name as it stands in reports
/// @param relay whether it only relays bytes: no webhook, and the model is Twilio's far end
public record Subject(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    boolean relay) {
  /// What the others are measured against: it relays bytes and does no more.
  public static final String FLOOR = "HAProxy, relaying";

  /// What is usually written.
  public static final String USUAL = "Node, 50 lines";

  private static final String CALLFLUX = "Callflux";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final Path PEERS = Path.of("bench", "peers");

  /// Where Callflux keeps what is said, each process on its own.
  private static final Path DATA = Path.of("bench", "target", "data");

  /// Callflux itself.
  ///
  /// @param flags of its JVM
  public static Subject callflux(Path jar, List<String> flags) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(flags);
    words.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    return new Subject(
        CALLFLUX,
        words,
        Map.of(
            "TWILIO_AUTH_TOKEN",
            TOKEN,
            "TWILIO_ACCOUNT_SID",
            ACCOUNT,
            "CALLFLUX_CONFIG",
            Path.of("bench", "gateway.yaml").toAbsolutePath().toString(),
            "LOG_FORMAT",
            "text"),
        Path.of("").toAbsolutePath(),
        false);
  }

  /// A peer by its name: `node`, `openai`, `fastapi` or `haproxy`.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public static Subject peer(String name) {
    return switch (name) {
      case "node" -> script(USUAL, "node", List.of("node", "bridge.mjs"));
      case "openai" -> script("OpenAI's Node transport", "openai", List.of("node", "bridge.mjs"));
      case "fastapi" -> script("FastAPI", "fastapi", List.of("/usr/bin/python3", "bridge.py"));
      case "haproxy" ->
          new Subject(
              FLOOR,
              List.of("haproxy", "-db", "-f", "haproxy.cfg"),
              Map.of(),
              PEERS.resolve("haproxy").toAbsolutePath(),
              true);
      default -> throw new IllegalArgumentException("no such peer: " + name);
    };
  }

  private static Subject script(String name, String folder, List<String> command) {
    return new Subject(name, command, Map.of(), PEERS.resolve(folder).toAbsolutePath(), false);
  }

  /// Whether this is Callflux itself.
  public boolean isCallflux() {
    return name.equals(CALLFLUX);
  }

  /// How it is started.
  ///
  /// @param port to listen on
  /// @param admin where Callflux tells of itself; its peers don't
  /// @param model port of the Realtime server
  /// @param relayed port of a relay's far end
  Child.Command command(int port, int admin, int model, int relayed, String cpus) {
    var all = new TreeMap<>(environment);
    String modelUrl = "ws://127.0.0.1:" + model + "/v1/realtime";
    all.put("PORT", Integer.toString(port));
    all.put("ADMIN_PORT", Integer.toString(admin));
    all.put("BIND", "127.0.0.1");
    all.put("CALLFLUX_DATA", DATA.resolve(Integer.toString(port)).toAbsolutePath().toString());
    all.put("PUBLIC_URL", "https://bench.example");
    all.put("OPENAI_API_KEY", "sk-bench-0123456789");
    all.put("OPENAI_REALTIME_URL", modelUrl);
    all.put("MODEL_URL", modelUrl + "?model=simulated");
    all.put("MODEL_HOST", "127.0.0.1");
    all.put("MODEL_PORT", Integer.toString(relayed));
    return new Child.Command(command, all, cpus, directory);
  }
}
