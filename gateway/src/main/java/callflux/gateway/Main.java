package callflux.gateway;

import callflux.gateway.config.ConfigInvalid;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts the gateway, and stops it when told to.
@Command(
    name = "callflux",
    description =
        "A voice gateway: Twilio calls on one side, a speech-to-speech model on the other.",
    footer = {
      "",
      "Configured by the environment (PORT, BIND, PUBLIC_URL, OPENAI_API_KEY, TWILIO_AUTH_TOKEN,",
      "TWILIO_ACCOUNT_SID ...) and by the YAML file that CALLFLUX_CONFIG names; see the README.",
      "With none of the secrets set it runs in local mode: loopback only, with a simulated model.",
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  /// `EX_CONFIG` of sysexits: something is wrong with the configuration.
  private static final int CONFIG_INVALID = 78;

  /// `EX_UNAVAILABLE` of sysexits: the address is taken, for example.
  private static final int CANT_LISTEN = 69;

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @Option(
      names = "--local",
      description = "Local mode although an OpenAI key is set: loopback only, nothing signed.")
  private boolean local;

  private Main() {}

  /// Starts the gateway; see `--help`.
  public static void main(String[] args) {
    int code = new CommandLine(new Main()).execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() {
    try {
      return run(GatewayConfig.read(System.getenv(), local));
    } catch (ConfigInvalid invalid) {
      invalid.faults().forEach(fault -> complain("callflux: " + fault));
      return CONFIG_INVALID;
    }
  }

  private int run(GatewayConfig config) {
    System.setProperty("callflux.log", config.local() ? "text" : "json");
    try {
      var gateway = Gateway.start(config).block();
      if (gateway == null) {
        return CANT_LISTEN;
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, config), "stop"));
      announce(config, gateway.port());
      gateway.stopped().block();
      return 0;
    } catch (RuntimeException e) {
      complain("callflux: can't start: " + e.getMessage());
      return CANT_LISTEN;
    }
  }

  /// The JVM would end with 143 after SIGTERM; a gateway that stopped in order ends with 0.
  private static void stop(Gateway gateway, GatewayConfig config) {
    var log = LoggerFactory.getLogger(Main.class);
    log.atInfo().addKeyValue("drain", config.listen().drain()).log("stopping");
    gateway.stop().block(config.listen().drain().plus(Duration.ofSeconds(10)));
    log.info("stopped");
    Runtime.getRuntime().halt(0);
  }

  private void announce(GatewayConfig config, int port) {
    var log = LoggerFactory.getLogger(Main.class);
    log.atInfo()
        .addKeyValue("bind", config.listen().bind())
        .addKeyValue("port", port)
        .log("listening");
    if (config.local()) {
      log.warn("local mode: nothing is signed, and only this host is served; not for production");
      commandLine()
          .getOut()
          .printf(
              """

              Callflux answers calls on http://127.0.0.1:%d in LOCAL MODE: loopback only, nothing signed,
              %s.
              Place one from another terminal:  make call

              """,
              port,
              config.upstream() == null
                  ? "a simulator in place of the model"
                  : "the model as configured")
          .flush();
    }
  }

  private void complain(String line) {
    commandLine().getErr().println(line);
    commandLine().getErr().flush();
  }

  private CommandLine commandLine() {
    return java.util.Objects.requireNonNull(spec).commandLine();
  }

  /// Tells the version that the jar's manifest holds.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"callflux " + (version == null ? "(built from source)" : version)};
    }
  }
}
