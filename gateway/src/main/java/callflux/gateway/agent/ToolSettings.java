package callflux.gateway.agent;

import callflux.gateway.agent.Tool.Endpoint;
import callflux.gateway.agent.Tool.Method;
import callflux.gateway.config.Section;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// How tools are written in the configuration file. Faults go to where the section's settings keep
/// them; a tool that has some is left out.
record ToolSettings(ToolTerms terms) {
  private static final String TOOLS = "tools";
  private static final String HTTP = "http";
  private static final String URL = "url";
  private static final String TIMEOUT = "timeout";
  private static final int MOST_TOOLS = 32;
  private static final int MOST_DESCRIPTION = 1_024;
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final Duration USUAL = Duration.ofSeconds(5);

  /// Of a tool that takes no arguments.
  private static final Map<String, Object> NOTHING =
      new TreeMap<>(
          Map.of("type", "object", "properties", Map.of(), "additionalProperties", false));

  /// As Realtime takes it.
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  /// A path on this gateway.
  private static final Pattern OWN_PATH = Pattern.compile("/[\\w./-]+");

  /// Those of an agent, or of a number that has its own.
  List<Tool> read(Section agent) {
    var sections = agent.sections(TOOLS);
    if (sections.size() > MOST_TOOLS) {
      agent.fault(TOOLS, "are too many", "give at most " + MOST_TOOLS);
    }
    var names = new HashSet<String>();
    var tools = new ArrayList<Tool>();
    for (var section : sections) {
      tool(section).ifPresent(tools::add);
      section
          .text("name")
          .filter(name -> !names.add(name))
          .ifPresent(_ -> section.fault("name", "is another tool's too", "give each its own"));
    }
    return tools;
  }

  private Optional<Tool> tool(Section section) {
    var name = name(section);
    var description = description(section);
    var parameters = parameters(section);
    var endpoint = endpoint(section.section(HTTP));
    if (!section.has(HTTP)) {
      section.fault(HTTP, "is not set", "give the endpoint that does it: method, url");
    }
    return name.isEmpty() || parameters.isEmpty() || endpoint.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Tool(name.get(), description.orElse(""), parameters.get(), endpoint.get()));
  }

  private static Optional<String> name(Section section) {
    var name = section.text("name");
    if (name.filter(text -> NAME.matcher(text).matches()).isPresent()) {
      return name;
    }
    section.fault(
        "name",
        name.isEmpty() ? "is not set" : "will not do as a name",
        "give 1 to 64 letters, digits, underscores and hyphens");
    return Optional.empty();
  }

  private static Optional<String> description(Section section) {
    if (!section.has("description")) {
      section.fault("description", "is not set", "tell the model when to call it");
    }
    var description = section.word("description");
    if (description.filter(text -> text.length() > MOST_DESCRIPTION).isPresent()) {
      section.fault("description", "is too long", "give at most 1024 characters");
    }
    return description;
  }

  private static Optional<Parameters> parameters(Section section) {
    var schema = section.has("parameters") ? section.tree("parameters") : NOTHING;
    try {
      return Optional.of(Parameters.of(schema));
    } catch (IllegalArgumentException e) {
      fault(section, "parameters", e);
      return Optional.empty();
    }
  }

  private Optional<Endpoint> endpoint(Section section) {
    var method = section.oneOf("method", Method.class).orElse(Method.POST);
    var headers = new ToolHeaders(terms).read(section);
    var timeout = timeout(section);
    if (!section.has(URL)) {
      if (!section.keys().isEmpty()) {
        section.fault(URL, "is not set", "give one like https://crm.example.com/orders");
      }
      return Optional.empty();
    }
    var text = section.word(URL);
    try {
      return text.map(url -> new Endpoint(method, url(url), headers, timeout));
    } catch (IllegalArgumentException e) {
      fault(section, URL, e);
      return Optional.empty();
    }
  }

  private static Duration timeout(Section section) {
    var timeout = section.duration(TIMEOUT, USUAL);
    if (timeout.compareTo(LEAST) < 0 || timeout.compareTo(MOST) > 0) {
      section.fault(TIMEOUT, "will not do", "give 100ms to 30s");
      return USUAL;
    }
    return timeout;
  }

  private URI url(String text) {
    if (OWN_PATH.matcher(text).matches()) {
      if (!terms.local()) {
        throw new IllegalArgumentException(
            "is a path alone, which is local mode's; give one like https://crm.example.com/orders");
      }
      return URI.create(text);
    }
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is no URL; give one like https://crm.example.com/orders", e);
    }
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "names no host alone; give a scheme, a host and a path, and put a secret into `headers`");
    }
    boolean plain = "http".equalsIgnoreCase(url.getScheme());
    if (!plain && !"https".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException("is neither https nor http; use https://");
    }
    if (plain && !terms.privateNetworks()) {
      throw new IllegalArgumentException(
          "is unencrypted; use https://, or set tools.private_networks for a network of your own");
    }
    return url;
  }

  private static void fault(Section section, String key, IllegalArgumentException refusal) {
    var parts = String.valueOf(refusal.getMessage()).split("; ", 2);
    section.fault(key, parts[0], parts[parts.length - 1]);
  }
}
