package callflux.gateway;

import callflux.codec.realtime.Dialect;
import callflux.gateway.GatewayConfig.Listen;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.AgentSettings;
import callflux.gateway.call.Calls;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Secret;
import callflux.gateway.config.Settings;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import callflux.gateway.twilio.TwilioConfig;
import callflux.gateway.twilio.TwilioConfig.Apology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the environment, and the YAML file that it names, into a [GatewayConfig].
///
/// Without any secret it is local mode: no account is needed, and nobody but this host is served.
/// With some but not all, it is a mistake.
final class ConfigReader {
  private static final List<String> SECRETS =
      List.of("OPENAI_API_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "PUBLIC_URL");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

  private final Settings settings;
  private final boolean local;

  private ConfigReader(Settings settings, boolean local) {
    this.settings = settings;
    this.local = local;
  }

  /// @param local whether local mode is asked for, even with an OpenAI key
  /// @throws ConfigInvalid with every fault there is
  static GatewayConfig read(Map<String, String> environment, boolean local) throws ConfigInvalid {
    var file = environment.get("CALLFLUX_CONFIG");
    var settings = Settings.of(environment, file == null || file.isBlank() ? null : Path.of(file));
    boolean bare = SECRETS.stream().noneMatch(name -> settings.env(name).isPresent());
    var config = new ConfigReader(settings, local || bare).whole();
    settings.complain();
    return config;
  }

  private GatewayConfig whole() {
    var listen = listen();
    return new GatewayConfig(listen, twilio(listen), upstream(), agent(), terms());
  }

  private Listen listen() {
    var bind = settings.env("BIND").orElse(local ? "127.0.0.1" : "0.0.0.0");
    if (local && !LOOPBACK.contains(bind)) {
      settings.fault(
          "BIND",
          "is not loopback, and local mode serves nobody else",
          "leave it out, or set " + String.join(", ", SECRETS));
    }
    var server = settings.file().section("server");
    return new Listen(
        bind,
        settings.env("PORT", 0, 65_535, 8080),
        server.duration("drain", Duration.ofMinutes(10)));
  }

  private Calls.Terms terms() {
    var server = settings.file().section("server");
    return new Calls.Terms(
        server.integer("max_calls", 1, 100_000, 1_000),
        server.duration("ticket_life", Duration.ofSeconds(60)));
  }

  private TwilioConfig twilio(Listen listen) {
    var apology = apology();
    if (local) {
      return new TwilioConfig(localUrl(listen), List.of(), Set.of(), false, apology);
    }
    var tokens =
        Stream.of("TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_SECONDARY")
            .flatMap(name -> settings.env(name).stream())
            .map(Secret::new)
            .toList();
    required("TWILIO_AUTH_TOKEN", "copy it from Twilio's console");
    required("TWILIO_ACCOUNT_SID", "copy it from Twilio's console");
    required("PUBLIC_URL", "set it to the https origin that Twilio reaches, and nothing after it");
    var accounts =
        Set.of(
            settings
                .env("TWILIO_ACCOUNT_SID")
                .map(sids -> sids.split(",", -1))
                .orElse(new String[0]));
    return settings.make(
        "PUBLIC_URL, TWILIO_ACCOUNT_SID",
        () -> new TwilioConfig(publicUrl(), tokens, accounts, true, apology),
        () -> new TwilioConfig(localUrl(listen), List.of(), Set.of(), false, apology));
  }

  private URI publicUrl() {
    return URI.create(settings.env("PUBLIC_URL").orElse("https://unset.invalid").strip());
  }

  private static URI localUrl(Listen listen) {
    return URI.create("http://127.0.0.1:" + listen.port());
  }

  private Apology apology() {
    var section = settings.file().section("apology");
    return settings.make(
        "apology",
        () ->
            new Apology(
                section.text("language").orElse("en-US"),
                section
                    .text("text")
                    .orElse("We are sorry, the call can't go on. Please try again later.")),
        () -> new Apology("en-US", "Sorry."));
  }

  private @Nullable RealtimeConfig upstream() {
    var section = settings.file().section("upstream");
    var url = settings.env("OPENAI_REALTIME_URL").or(() -> section.text("url"));
    var key = settings.env("OPENAI_API_KEY");
    var model = settings.env("OPENAI_MODEL").or(() -> section.text("model"));
    var header = section.text("key_header").orElse("Authorization");
    var prefix = section.text("key_prefix").orElse(header.equals("Authorization") ? "Bearer " : "");
    var modelKey = section.has("model_key") ? section.text("model_key").orElse("") : "model";
    var dialect = section.oneOf("dialect", Dialect.class).orElse(Dialect.GA);
    var headers = section.texts("headers");
    var query = section.texts("query");
    if (local && key.isEmpty() && url.isEmpty()) {
      return null;
    }
    if (url.isEmpty()) {
      required("OPENAI_API_KEY", "make one at platform.openai.com");
    }
    var endpoint =
        settings.make(
            "OPENAI_REALTIME_URL",
            () ->
                new Endpoint(
                    url.orElse(Endpoint.OPENAI),
                    model.orElse("gpt-realtime-2.1"),
                    modelKey.isEmpty() || modelKey.equals("none") ? null : modelKey,
                    query),
            () -> Endpoint.openai("unset"));
    var access =
        settings.make(
            "OPENAI_API_KEY",
            () -> new Access(key.map(Secret::new).orElse(null), header, prefix, headers),
            () -> Access.bearer(new Secret("unset")));
    return new RealtimeConfig(
        endpoint, access, dialect, Patience.DEFAULTS, BreakerSettings.DEFAULTS);
  }

  private Agent agent() {
    return AgentSettings.read(settings.file().section("agent"));
  }

  private void required(String name, String remedy) {
    if (settings.env(name).isEmpty()) {
      settings.fault(name, "is not set", remedy);
    }
  }
}
