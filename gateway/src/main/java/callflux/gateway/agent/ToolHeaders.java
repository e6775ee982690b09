package callflux.gateway.agent;

import callflux.gateway.config.Secret;
import callflux.gateway.config.Section;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How the headers of a tool's requests are written in the configuration file. `${NAME}` in a value
/// stands for an environment variable, so that no secret is in the file.
record ToolHeaders(ToolTerms terms) {
  private static final String HEADERS = "headers";
  private static final int MOST = 16;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
  private static final Pattern VALUE = Pattern.compile("[ -~]{1,2048}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");

  /// What the gateway itself says of a request.
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "content-type",
          "transfer-encoding",
          "te",
          "upgrade",
          "expect",
          "accept",
          "accept-encoding",
          "user-agent",
          "idempotency-key",
          "callflux-call");

  /// Faults go to where the section's settings keep them; a header that has some is left out.
  Map<String, Secret> read(Section http) {
    var headers = new HashMap<String, Secret>();
    var written = http.section(HEADERS);
    http.texts(HEADERS)
        .forEach((name, value) -> {
          if (!NAME.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
            written.fault(name, "will not do as a header", "take it out; what must be sent, is");
          } else {
            filled(written, name, value).ifPresent(filled -> headers.put(name, filled));
          }
        });
    if (headers.size() > MOST) {
      http.fault(HEADERS, "are too many", "give at most " + MOST);
    }
    return headers;
  }

  private Optional<Secret> filled(Section headers, String name, String value) {
    var filled = new StringBuilder();
    var variable = VARIABLE.matcher(value);
    while (variable.find()) {
      var known = known(headers, name, variable.group(1));
      if (known.isEmpty()) {
        return Optional.empty();
      }
      variable.appendReplacement(filled, "");
      filled.append(known.get());
    }
    variable.appendTail(filled);
    if (!VALUE.matcher(filled).matches() || filled.toString().isBlank()) {
      headers.fault(name, "holds what no header can", "give printable ASCII, at most 2048 signs");
      return Optional.empty();
    }
    return Optional.of(new Secret(filled.toString()));
  }

  /// In local mode a secret may be missing, and then the header is not sent.
  private Optional<String> known(Section headers, String name, String variable) {
    if (!VARIABLE_NAME.matcher(variable).matches()) {
      headers.fault(
          name, "names no environment variable", "write one as ${CRM_TOKEN}, not the secret");
      return Optional.empty();
    }
    var known = terms.environment().apply(variable);
    if (known.isEmpty() && !terms.local()) {
      headers.fault(name, "needs " + variable + ", which is not set", "set it");
    }
    return known;
  }
}
