package callflux.gateway;

import callflux.gateway.GatewayConfig.Listen;
import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.agent.DirectorySettings;
import callflux.gateway.agent.ToolTerms;
import callflux.gateway.call.Calls;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Secret;
import callflux.gateway.config.Settings;
import callflux.gateway.config.Sources;
import callflux.gateway.http.Egress;
import callflux.gateway.ops.OpsConfig;
import callflux.gateway.softphone.SoftphoneConfig;
import callflux.gateway.softphone.SoftphoneConfig.Access;
import callflux.gateway.spend.SpendConfig;
import callflux.gateway.spend.SpendSettings;
import callflux.gateway.tool.ToolsConfig;
import callflux.gateway.twilio.TwilioConfig;
import callflux.gateway.twilio.TwilioConfig.Apology;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the environment, and the YAML file that it names, into a [GatewayConfig].
///
/// Without any secret it is local mode: no account is needed, and nobody but this host is served.
/// With some but not all, it is a mistake.
final class ConfigReader {
  /// Names the file.
  static final String FILE = "CALLFLUX_CONFIG";

  private static final String TOKEN = "TWILIO_AUTH_TOKEN";
  private static final String SECOND_TOKEN = "TWILIO_AUTH_TOKEN_SECONDARY";
  private static final String ACCOUNTS = "TWILIO_ACCOUNT_SID";
  private static final String PUBLIC_URL = "PUBLIC_URL";
  private static final String ADMIN_BIND = "ADMIN_BIND";
  private static final String TRACES = "OTEL_EXPORTER_OTLP_ENDPOINT";

  private static final List<String> SECRETS =
      List.of(UpstreamReader.KEY, TOKEN, ACCOUNTS, PUBLIC_URL);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

  /// Twilio's have 32; what is shorter than this was made up.
  private static final int SHORTEST_TOKEN = 16;

  // Stand in for what is missing or wrong, so that the rest can be looked at too.
  private static final URI NO_URL = URI.create("https://unset.invalid");
  private static final Secret NO_SECRET = new Secret("unset");
  private static final Set<String> NO_ACCOUNT = Set.of("AC" + "0".repeat(32));
  private static final Apology SORRY =
      new Apology("en-US", "We are sorry, the call can't go on. Please try again later.");

  private final Settings settings;
  private final boolean local;
  private final boolean receptionist;

  private ConfigReader(Settings settings, boolean local, boolean receptionist) {
    this.settings = settings;
    this.local = local;
    this.receptionist = receptionist;
  }

  /// @param local whether local mode is asked for, even with an OpenAI key
  /// @param sources through which files are read
  /// @throws ConfigInvalid with every fault there is
  static GatewayConfig read(Map<String, String> environment, boolean local, Sources sources)
      throws ConfigInvalid {
    boolean isLocal = isLocal(environment, local);
    return read(environment, isLocal, isLocal, sources);
  }

  /// A file on its own, as if it were local mode's, but without what local mode adds to it.
  ///
  /// @throws ConfigInvalid with every fault there is
  static GatewayConfig check(Map<String, String> environment, Sources sources)
      throws ConfigInvalid {
    return read(environment, true, false, sources);
  }

  /// @param receptionist whether local mode's own agent answers if the file has none
  private static GatewayConfig read(
      Map<String, String> environment, boolean local, boolean receptionist, Sources sources)
      throws ConfigInvalid {
    var settings = Settings.of(environment, FILE, sources);
    var config = new ConfigReader(settings, local, receptionist).whole();
    settings.complain();
    return config;
  }

  /// Whether this is local mode: asked for, or without any secret.
  static boolean isLocal(Map<String, String> environment, boolean asked) {
    return asked
        || Stream.concat(SECRETS.stream(), Stream.of(SECOND_TOKEN))
            .allMatch(name -> environment.getOrDefault(name, "").isBlank());
  }

  private GatewayConfig whole() {
    var listen = listen();
    settings
        .env(LogFormat.VARIABLE)
        .filter(name -> LogFormat.named(name).isEmpty())
        .ifPresent(_ -> settings.fault(LogFormat.VARIABLE, "is no format", "give json or text"));
    var upstreams = UpstreamReader.read(settings, local);
    var tools =
        new ToolsConfig(settings.file().section("tools").bool("private_networks", false), local);
    var toolTerms = new ToolTerms(local, tools.privateNetworks(), settings::env);
    var agents =
        DirectorySettings.read(
            settings.file(),
            upstreams.models(),
            toolTerms,
            receptionist ? settings.builtIn(Receptionist.yaml()) : null);
    var twilio = twilio(listen);
    return new GatewayConfig(
        listen,
        twilio,
        upstreams.configs(),
        agents,
        terms(),
        spend(upstreams, agents),
        tools,
        softphone(twilio),
        ArchiveReader.read(settings, new Egress(tools.privateNetworks(), local)));
  }

  private SoftphoneConfig softphone(TwilioConfig twilio) {
    boolean enabled = settings.file().section("softphone").bool("enabled", local);
    var access = !enabled ? Access.NOBODY : local ? Access.THIS_HOST : Access.TOKEN;
    return new SoftphoneConfig(access, twilio.publicUrl());
  }

  private Listen listen() {
    var bind = settings.env("BIND").orElse("127.0.0.1");
    if (local && !LOOPBACK.contains(bind)) {
      settings.fault(
          "BIND",
          "is not loopback, and local mode serves nobody else",
          "leave it out, or set " + String.join(", ", SECRETS));
      bind = "127.0.0.1";
    }
    var server = settings.file().section("server");
    return new Listen(
        bind,
        settings.env("PORT", 0, 65_535, 8080),
        server.duration("drain", Duration.ofMinutes(10)),
        ops());
  }

  private OpsConfig ops() {
    var bind = settings.env(ADMIN_BIND).orElse(OpsConfig.BIND);
    int port = settings.env("ADMIN_PORT", 0, 65_535, 8081);
    if (local && !LOOPBACK.contains(bind)) {
      settings.fault(
          ADMIN_BIND, "is not loopback, and local mode serves nobody else", "leave it out");
    }
    var off = new OpsConfig(bind, port, null);
    return settings
        .env(TRACES)
        .map(text -> settings.make(TRACES, () -> new OpsConfig(bind, port, url(text)), () -> off))
        .orElse(off);
  }

  private Calls.Terms terms() {
    var server = settings.file().section("server");
    return new Calls.Terms(
        LimitsReader.read(server.section("limits"), local),
        server.duration("ticket_life", Duration.ofSeconds(60)));
  }

  private TwilioConfig twilio(Listen listen) {
    var apology = apology();
    if (local) {
      return new TwilioConfig(localUrl(listen), List.of(), Set.of(), false, apology);
    }
    required(TOKEN, "copy it from Twilio's console");
    required(ACCOUNTS, "copy it from Twilio's console");
    required(PUBLIC_URL, "set it to the https origin that Twilio reaches, and nothing after it");
    var tokens = Stream.of(TOKEN, SECOND_TOKEN).flatMap(name -> token(name).stream()).toList();
    return new TwilioConfig(
        settings.env(PUBLIC_URL).map(this::publicUrl).orElse(NO_URL),
        tokens.isEmpty() ? List.of(NO_SECRET) : tokens,
        settings.env(ACCOUNTS).map(this::accounts).orElse(NO_ACCOUNT),
        true,
        apology);
  }

  private Optional<Secret> token(String name) {
    var token = settings.env(name);
    if (token.isPresent() && !token.get().chars().allMatch(c -> c > ' ' && c <= '~')) {
      settings.fault(name, "holds a blank, a line break or a sign beyond ASCII", "copy it again");
    } else if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
      settings.fault(name, "is too short to be one", "copy it from Twilio's console");
    }
    return token.map(Secret::new);
  }

  private URI publicUrl(String text) {
    return settings.make(
        PUBLIC_URL, () -> signed(url(text.strip()), NO_ACCOUNT).publicUrl(), () -> NO_URL);
  }

  /// Java's own complaint would repeat the text, and it may have been a secret by mistake.
  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException("is no URL; give one like https://voice.example.com");
    }
  }

  private Set<String> accounts(String sids) {
    var accounts =
        Stream.of(sids.split(",", -1))
            .map(String::strip)
            .filter(sid -> !sid.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return settings.make(ACCOUNTS, () -> signed(NO_URL, accounts).accountSids(), () -> NO_ACCOUNT);
  }

  private static TwilioConfig signed(URI url, Set<String> accounts) {
    return new TwilioConfig(url, List.of(NO_SECRET), accounts, true, SORRY);
  }

  private static URI localUrl(Listen listen) {
    var host = listen.bind().contains(":") ? "[" + listen.bind() + "]" : listen.bind();
    return URI.create("http://" + host + ":" + listen.port());
  }

  private Apology apology() {
    var section = settings.file().section("apology");
    return new Apology(
        section.word("language").orElse(SORRY.language()),
        section.word("text").orElse(SORRY.text()));
  }

  private SpendConfig spend(UpstreamReader.Upstreams upstreams, AgentDirectory agents) {
    return SpendSettings.read(settings.file(), upstreams.priced(), agents);
  }

  private void required(String name, String remedy) {
    if (settings.env(name).isEmpty()) {
      settings.fault(name, "is not set", remedy);
    }
  }
}
