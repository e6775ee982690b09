package callflux.gateway;

import callflux.codec.realtime.Dialect;
import callflux.gateway.agent.Agent;
import callflux.gateway.config.Secret;
import callflux.gateway.config.Section;
import callflux.gateway.config.Settings;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads where models are: `upstream`, which the environment may set as well, and `upstreams` for
/// further ones, each of which names the variable that holds its key.
///
/// In local mode one whose key is not set is left out: the simulator answers for it.
final class UpstreamReader {
  static final String KEY = "OPENAI_API_KEY";
  static final String MODEL = "OPENAI_MODEL";
  static final String URL = "OPENAI_REALTIME_URL";

  private static final String UPSTREAM = "upstream";
  private static final String UPSTREAMS = "upstreams";
  private static final String DEFAULT_MODEL = "gpt-realtime-2.1";
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,64}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");
  private static final Secret NO_SECRET = new Secret("unset");

  private final Settings settings;
  private final boolean local;
  private final Map<String, RealtimeConfig> configs = new LinkedHashMap<>();
  private final Map<String, String> models = new LinkedHashMap<>();

  private UpstreamReader(Settings settings, boolean local) {
    this.settings = settings;
    this.local = local;
  }

  /// What was read.
  ///
  /// @param configs by name; one that is absent is simulated
  /// @param models by name, of all of them: what each runs for agents that ask for none
  record Upstreams(Map<String, RealtimeConfig> configs, Map<String, String> models) {

    /// What costs something: the simulator goes by its own name, and is free.
    Map<String, String> priced() {
      var priced = new HashMap<>(models);
      priced.replaceAll((name, model) -> configs.containsKey(name) ? model : "simulator");
      return priced;
    }
  }

  /// Faults go to the settings.
  static Upstreams read(Settings settings, boolean local) {
    var reader = new UpstreamReader(settings, local);
    reader.readDefault();
    reader.readNamed(settings.file().section(UPSTREAMS));
    return new Upstreams(reader.configs, reader.models);
  }

  private void readDefault() {
    var section = settings.file().section(UPSTREAM);
    var fileUrl = section.word("url");
    var url = settings.env(URL).or(() -> fileUrl);
    var urlKey = settings.env(URL).map(_ -> URL).orElse("upstream.url");
    var fileModel = section.word("model");
    var model = settings.env(MODEL).or(() -> fileModel).orElse(DEFAULT_MODEL);
    var config =
        config(section, UPSTREAM, new Place(urlKey, url.orElse(Endpoint.OPENAI), model), KEY);
    models.put(Agent.DEFAULT_UPSTREAM, model);
    if (url.isEmpty() && config.access().key() == null) {
      if (local) {
        return;
      }
      settings.fault(KEY, "is not set", "make one at platform.openai.com");
    }
    configs.put(Agent.DEFAULT_UPSTREAM, config);
  }

  private void readNamed(Section section) {
    for (var name : section.keys()) {
      if (name.equals(Agent.DEFAULT_UPSTREAM) || !NAME.matcher(name).matches()) {
        section.fault(
            name,
            "will not do as a name",
            "use letters, digits, dots and hyphens; `default` is what `upstream` sets");
      }
      readNamed(name, section.section(name));
    }
  }

  private void readNamed(String name, Section section) {
    var path = UPSTREAMS + "." + name;
    var url = section.word("url");
    if (url.isEmpty()) {
      section.fault("url", "is not set", "give one like " + Endpoint.OPENAI);
    }
    var model = section.word("model").orElse(DEFAULT_MODEL);
    var variable = variable(section);
    var place = new Place(path + ".url", url.orElse(Endpoint.OPENAI), model);
    var config = config(section, path, place, variable.orElse(null));
    models.put(name, model);
    if (variable.isPresent() && config.access().key() == null) {
      if (local) {
        return;
      }
      settings.fault(variable.get(), "is not set", "set it to the key of " + path);
    }
    configs.put(name, config);
  }

  private static Optional<String> variable(Section section) {
    var name = section.word("key_env");
    if (name.isPresent() && !VARIABLE.matcher(name.get()).matches()) {
      section.fault(
          "key_env", "is no environment variable", "name the one that holds the key, not the key");
      return Optional.empty();
    }
    return name;
  }

  /// Where a server is.
  ///
  /// @param key that says so, for a fault
  private record Place(String key, String url, String model) {}

  private RealtimeConfig config(
      Section section, String path, Place place, @Nullable String keyVariable) {
    return new RealtimeConfig(
        endpoint(section, place),
        access(section, path, keyVariable),
        section.oneOf("dialect", Dialect.class).orElse(Dialect.GA),
        Patience.DEFAULTS,
        BreakerSettings.DEFAULTS);
  }

  private Endpoint endpoint(Section section, Place place) {
    var modelKey = section.text("model_key").orElse("model");
    var query = section.texts("query");
    return settings.make(
        place.key(),
        () ->
            new Endpoint(
                place.url(),
                place.model(),
                modelKey.isEmpty() || modelKey.equals("none") ? null : modelKey,
                query),
        () -> Endpoint.openai("unset"));
  }

  private Access access(Section section, String path, @Nullable String variable) {
    var key = Optional.ofNullable(variable).flatMap(settings::env).map(Secret::new).orElse(null);
    var given = section.word("key_header").orElse("Authorization");
    var header =
        settings.make(
            path + ".key_header",
            () -> new Access(null, given, "", Map.of()).header(),
            () -> "Authorization");
    var prefix =
        section
            .text("key_prefix")
            .orElse(header.equalsIgnoreCase("Authorization") ? "Bearer " : "");
    var headers = headers(section, path, header);
    return settings.make(
        variable == null ? path : variable,
        () -> new Access(key, header, prefix, headers),
        () -> new Access(NO_SECRET, header, "", headers));
  }

  private Map<String, String> headers(Section section, String path, String header) {
    var headers = new LinkedHashMap<String, String>();
    section
        .texts("headers")
        .forEach((name, value) ->
            headers.putAll(
                settings.make(
                    path + ".headers." + name,
                    () -> new Access(null, header, "", Map.of(name, value)).headers(),
                    Map::of)));
    return headers;
  }
}
