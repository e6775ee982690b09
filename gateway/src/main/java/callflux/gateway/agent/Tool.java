package callflux.gateway.agent;

import callflux.codec.realtime.Session;
import callflux.gateway.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A function that an agent's model may call, and the HTTP endpoint that does it.
///
/// @param name that the model knows it by; the configuration's own, so that it may label a metric
/// @param description tells the model when to call it
public record Tool(String name, String description, Parameters parameters, Endpoint endpoint) {

  /// Where a tool is done.
  ///
  /// @param url `https`, or `http` in a network of one's own; a path alone is on this gateway
  /// @param headers sent with every request
  /// @param timeout of one call of the function, however often the endpoint is asked
  public record Endpoint(Method method, URI url, Map<String, Secret> headers, Duration timeout) {
    public Endpoint {
      headers = Map.copyOf(headers);
    }

    /// Whether it is one of this gateway's own.
    public boolean isOwn() {
      return !url.isAbsolute();
    }
  }

  /// How an endpoint is asked.
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE;

    /// Whether to ask twice is no worse than to ask once.
    public boolean isIdempotent() {
      return this == GET || this == PUT || this == DELETE;
    }

    /// Whether it changes nothing.
    public boolean isSafe() {
      return this == GET;
    }

    /// Whether the arguments go in a body; else they are a query.
    public boolean hasBody() {
      return this == POST || this == PUT || this == PATCH;
    }
  }

  /// As the model's server is told of it.
  Session.Tool function() {
    return new Session.Tool(name, description, parameters.schema());
  }
}
