package callflux.bench.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// What a gateway says of itself, in Prometheus's [text
/// format](https://prometheus.io/docs/instrumenting/exposition_formats/).
///
/// @param values by name, over all labels
public record Gauges(Map<String, Double> values) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Asks the gateway whose admin port that is, on this host.
  ///
  /// @throws IOException if it does not answer
  public static Gauges of(int port) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(PATIENCE)
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return read(client.send(request, BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static Gauges read(String text) {
    var values = new HashMap<String, Double>();
    text.lines()
        .filter(line -> !line.startsWith("#") && line.lastIndexOf(' ') > 0)
        .forEach(line -> {
          String name = line.substring(0, line.indexOf(line.contains("{") ? '{' : ' '));
          String value = line.substring(line.lastIndexOf(' ') + 1);
          values.merge(
              name, Double.parseDouble(value.replaceFirst("Inf$", "Infinity")), Double::sum);
        });
    return new Gauges(values);
  }

  /// Nothing if the gateway has no such figure.
  public OptionalDouble value(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
