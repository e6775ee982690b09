package callflux.gateway;

import static java.util.Objects.requireNonNull;

import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Reading;
import callflux.gateway.ops.LocalModeWarning;
import callflux.gateway.simulator.Brain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;

/// Starts the gateway, and stops it when told to.
@Command(
    name = "callflux",
    description =
        "A voice gateway: Twilio calls on one side, a speech-to-speech model on the other.",
    footer = {
      "",
      "Configured by the environment (PORT, BIND, PUBLIC_URL, OPENAI_API_KEY, TWILIO_AUTH_TOKEN,",
      "TWILIO_ACCOUNT_SID, ADMIN_PORT, LOG_FORMAT ...) and by the YAML file that CALLFLUX_CONFIG names; see the",
      "README.",
      "With none of the secrets set it runs in local mode: loopback only, with a simulated model.",
    },
    subcommands = {
      CheckCommand.class,
      AgentsCommand.class,
      SampleCommand.class,
      SchemaCommand.class,
      CallsCommand.class,
      CallCommand.class,
      StatsCommand.class,
      ExportCommand.class,
      EraseCommand.class,
      MigrateCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  // No static logger here: it would be made before the log's format is chosen.

  /// `EX_CONFIG` of sysexits: something is wrong with the configuration.
  static final int CONFIG_INVALID = 78;

  /// `EX_UNAVAILABLE` of sysexits: the address is taken, for example.
  private static final int CANT_LISTEN = 69;

  /// `EX_SOFTWARE` of sysexits: a fault of our own, or of how we were packed.
  private static final int FAULTY = 70;

  /// It takes one; whoever waits longer than this waits for ever.
  private static final Duration STARTING = Duration.ofSeconds(30);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--local",
      description = "Local mode although an OpenAI key is set: loopback only, nothing signed.")
  private boolean local;

  private Main() {}

  /// Starts the gateway; see `--help`.
  public static void main(String[] args) {
    int code = command().execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  /// The command and its subcommands.
  static CommandLine command() {
    return new CommandLine(new Main());
  }

  @Override
  public Integer call() {
    var environment = System.getenv();
    var format = LogFormat.of(environment, ConfigReader.isLocal(environment, local));
    format.choose();
    var file = GatewayConfig.file(environment, local);
    try {
      var config = file.read();
      return run(config, file.watch(), StandIn.of(config, environment), format);
    } catch (ConfigInvalid invalid) {
      invalid.faults().forEach(fault -> complain(fault.toString()));
      return CONFIG_INVALID;
    }
  }

  private int run(
      GatewayConfig config, Flux<Reading<GatewayConfig>> changes, Brain standIn, LogFormat format) {
    Gateway gateway;
    try {
      gateway =
          requireNonNull(Gateway.start(config, changes, standIn, Archiving::join).block(STARTING));
    } catch (RuntimeException | Error e) {
      var unwrapped = Exceptions.unwrap(e);
      var failure = unwrapped.getCause() instanceof Error error ? error : unwrapped;
      complain(reason(failure, config));
      LogFormat.flush();
      return failure instanceof Error ? FAULTY : CANT_LISTEN;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, config), "stop"));
    announce(config, gateway);
    if (config.local() && format == LogFormat.TEXT) {
      greet(config, gateway);
    }
    gateway.stopped().block();
    return 0;
  }

  private static String reason(Throwable failure, GatewayConfig config) {
    if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException disk) {
      return "can't keep what is said: "
          + disk.getMessage()
          + "; CALLFLUX_DATA names the directory";
    }
    if (!(failure instanceof ChannelBindException bind)) {
      return "can't start: " + failure;
    }
    var ops = config.listen().ops();
    boolean admin = bind.localPort() == ops.port() && bind.localHost().equals(ops.bind());
    return "can't listen on "
        + bind.localHost()
        + ":"
        + bind.localPort()
        + (admin ? "; set ADMIN_PORT or ADMIN_BIND to" : "; set PORT or BIND to")
        + " an address of this host that nobody else listens on";
  }

  /// The JVM would end with 143 after SIGTERM; a gateway that stopped in order ends with 0.
  private static void stop(Gateway gateway, GatewayConfig config) {
    var log = log();
    log.atInfo().addKeyValue("drain", config.listen().drain()).log("stopping");
    int code = 0;
    try {
      gateway.stop().block(config.listen().drain().plus(Duration.ofSeconds(10)));
      log.info("stopped");
    } catch (RuntimeException e) {
      log.atError().addKeyValue("failure", e).log("could not stop in order");
      code = FAULTY;
    }
    LogFormat.flush();
    Runtime.getRuntime().halt(code);
  }

  private static void announce(GatewayConfig config, Gateway gateway) {
    log()
        .atInfo()
        .addKeyValue("bind", config.listen().bind())
        .addKeyValue("port", gateway.port())
        .addKeyValue("admin", address(gateway.admin()))
        .log("listening");
    if (config.local()) {
      LocalModeWarning.everyMinute(Schedulers.single());
    }
  }

  /// For people alone: whoever wants JSON reads lines, and this is none.
  private void greet(GatewayConfig config, Gateway gateway) {
    commandLine()
        .getOut()
        .printf(
            """

            Callflux answers calls on http://%1$s:%2$d in LOCAL MODE: loopback only, nothing signed,
            %3$s.
            Talk to it in a browser:  http://%1$s:%2$d/
            Place a call from another terminal:  make call
            What goes on in it:  http://%4$s/calls and /metrics

            """,
            config.twilio().publicUrl().getHost(),
            gateway.port(),
            config.upstream() == null
                ? "a simulator in place of the model"
                : "the model as configured",
            address(gateway.admin()))
        .flush();
  }

  private static String address(InetSocketAddress at) {
    var host = at.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
  }

  private static Logger log() {
    return LoggerFactory.getLogger(Main.class);
  }

  private void complain(String line) {
    commandLine().getErr().println("callflux: " + line);
    commandLine().getErr().flush();
  }

  private CommandLine commandLine() {
    return requireNonNull(spec).commandLine();
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
