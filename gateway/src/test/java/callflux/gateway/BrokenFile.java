package callflux.gateway;

import java.util.stream.Stream;

/// A configuration file with one mistake in it.
///
/// @param yaml the file
/// @param key where the mistake is
/// @param complaint a part of what is said of it
/// @param formal whether a schema can tell
record BrokenFile(String yaml, String key, String complaint, boolean formal) {

  /// Every kind of mistake there is about agents, numbers and servers.
  static Stream<BrokenFile> all() {
    return Stream.of(agents(), instructions(), tools(), numbers(), hours(), servers())
        .flatMap(s -> s);
  }

  private static Stream<BrokenFile> agents() {
    return Stream.of(
        formal("agents: {a: {voise: marin}}", "agents.a.voise", "not a setting"),
        formal("agents: {a: {name: b}}", "agents.a.name", "not a setting"),
        formal("agents: {'a b': {speed: 1}}", "agents.a b", "as a name"),
        formal("agent: {speed: 1}\nagents: {a: {speed: 1}}", "agent", "move it there"),
        formal("agents: {}", "agents", "no agent"),
        formal("agents: {a: {speed: 1}, b: {speed: 1}}", "numbers", "is not set"),
        formal("agent: {caller_data: [from, ssn]}", "agent.caller_data", "caller_name"),
        formal("agent: {language: german}", "agent.language", "ISO 639-1"),
        formal("agent: {voice: onyx, model: house}", "agent.voice", "noise"),
        known("agent: {voice: nina}", "agent.voice", "one of: alloy, ash"),
        known("agent: {voice: nina, model: gpt-realtime-mini}", "agent.voice", "gpt-realtime-mini"),
        known("agent: {upstream: azure}", "agent.upstream", "one of: default"));
  }

  private static Stream<BrokenFile> instructions() {
    return Stream.of(
        formal(
            "agent: {instructions: Hi, instructions_file: hi.txt}",
            "agent.instructions_file",
            "besides"),
        known("agent: {instructions_file: none.txt}", "agent.instructions_file", "can't be read"),
        known("agent: {instructions: 'In {{city}}.'}", "agent.instructions", "{{city}}"),
        known(
            "agent: {instructions: 'In {{city}}.'}\nnumbers: {default: default}",
            "agent.instructions",
            "{{city}}"),
        known(
            "agent: {greeting: '{{a}}'}\nnumbers: {'*': {agent: default, variables: {b: c}}}",
            "agent.greeting",
            "{{a}}"),
        known("agent: {greeting: 'Hi {{ there'}", "agent.greeting", "without a name"),
        formal("agent: {variables: {city: [a, b]}}", "agent.variables.city", "single value"));
  }

  private static Stream<BrokenFile> tools() {
    var http = "http: {url: 'https://crm.example.com/a'}";
    return Stream.of(
        formal("agent: {tools: {a: b}}", "agent.tools", "list of maps"),
        formal("agent: {tools: [a]}", "agent.tools", "hyphen"),
        formal(tool("name: look up, " + http), "agent.tools[0].name", "underscores"),
        formal(
            "agent: {tools: [{description: d, " + http + "}]}", "agent.tools[0].name", "not set"),
        formal("agent: {tools: [{name: a, " + http + "}]}", "agent.tools[0].description", "when"),
        formal(tool("name: a"), "agent.tools[0].http", "is not set"),
        formal(tool("name: a, http: {method: get}"), "agent.tools[0].http.url", "is not set"),
        formal(tool("name: a, url: b, " + http), "agent.tools[0].url", "not a setting"),
        formal(endpoint("method: HEAD"), "agent.tools[0].http.method", "one of: get, post"),
        formal(endpoint("retries: 3"), "agent.tools[0].http.retries", "not a setting"),
        known(endpoint("timeout: 99ms"), "agent.tools[0].http.timeout", "100ms to 30s"),
        known(endpoint("timeout: 31s"), "agent.tools[0].http.timeout", "100ms to 30s"),
        known(endpoint("headers: {Host: a}"), "agent.tools[0].http.headers.Host", "take it out"),
        known(
            endpoint("headers: {A: '${canary7f3a}'}"),
            "agent.tools[0].http.headers.A",
            "not the secret"),
        known(
            endpoint("headers: {A: 'canary→'}"),
            "agent.tools[0].http.headers.A",
            "printable ASCII"),
        formal(at("ftp://crm.example.com"), "agent.tools[0].http.url", "use https://"),
        known(at("http://crm.example.com"), "agent.tools[0].http.url", "private_networks"),
        known(at("https://canary@crm.example.com"), "agent.tools[0].http.url", "`headers`"),
        known(at("https://crm.example.com/{id}"), "agent.tools[0].http.url", "no URL"),
        formal(takes("{type: array}"), "agent.tools[0].parameters", "type: object"),
        known(
            takes("{type: object, properties: {a: {type: strin}}}"),
            "agent.tools[0].parameters",
            "no JSON Schema"),
        known(
            takes("{type: object, properties: {a: {$ref: 'http://a.example/b'}}}"),
            "agent.tools[0].parameters",
            "$ref"),
        known(
            takes("{type: object, properties: {a: {$ref: '#/$defs/none'}}}"),
            "agent.tools[0].parameters",
            "$ref"),
        known(
            takes("{type: object, properties: {a: {pattern: '('}}}"),
            "agent.tools[0].parameters",
            "pattern"),
        known(
            "agent: {tools: [{name: a, description: d, "
                + http
                + "}, {name: a, description: d, "
                + http
                + "}]}",
            "agent.tools[1].name",
            "another tool's"),
        formal("tools: {private_networks: maybe}", "tools.private_networks", "true or false"));
  }

  private static String tool(String keys) {
    return "agent: {tools: [{description: d, " + keys + "}]}";
  }

  private static String endpoint(String keys) {
    return tool("name: a, http: {url: 'https://crm.example.com/a', " + keys + "}");
  }

  private static String at(String url) {
    return tool("name: a, http: {url: '" + url + "'}");
  }

  private static String takes(String parameters) {
    return tool("name: a, http: {url: 'https://a.example'}, parameters: " + parameters);
  }

  private static Stream<BrokenFile> numbers() {
    return Stream.of(
        formal("numbers: {'14155550100': default}", "numbers.14155550100", "is no number"),
        formal("numbers: {'+1415': default}", "numbers.+1415", "is no number"),
        formal("numbers: {'+1*5': default}", "numbers.+1*5", "is no number"),
        formal("numbers: {default: {voice: marin}}", "numbers.default.agent", "is not set"),
        formal("numbers: {default: [default]}", "numbers.default", "single value"),
        formal("numbers: {}", "numbers", "no number"),
        formal("numbers: {default: }", "numbers.default", "no agent"),
        formal(
            "numbers: {default: {agent: default, voise: a}}",
            "numbers.default.voise",
            "not a setting"),
        known("numbers: {default: sales}", "numbers.default", "one of: default"),
        known(
            "numbers: {default: {agent: default, voice: nina}}", "numbers.default.voice", "alloy"));
  }

  private static Stream<BrokenFile> hours() {
    return Stream.of(
        formal("agent: {hours: {monday: '09:00-17:00'}}", "agent.hours.zone", "Europe/Berlin"),
        formal("agent: {hours: {zone: UTC}}", "agent.hours.monday", "nor any other day"),
        formal("agent: {hours: {zone: UTC, monday: 9-17}}", "agent.hours.monday", "09:00-12:30"),
        formal("agent: {hours: {zone: UTC, mon: closed, friday: closed}}", "agent.hours.mon", "is"),
        known("agent: {hours: {zone: Mars/A, monday: closed}}", "agent.hours.zone", "no time zone"),
        known(
            "agent: {hours: {zone: UTC, monday: '17:00-09:00'}}",
            "agent.hours.monday",
            "end after they begin"),
        formal("agent: {closed: {text: ''}}", "agent.closed.text", "blank"));
  }

  private static Stream<BrokenFile> servers() {
    return Stream.of(
        formal("upstreams: {azure: {model: m}}", "upstreams.azure.url", "is not set"),
        formal(
            "upstreams: {default: {url: 'wss://voice.example'}}", "upstreams.default", "as a name"),
        formal(
            "upstreams: {azure: {url: 'wss://voice.example', key_env: sk-canary7f3a}}",
            "upstreams.azure.key_env",
            "not the key"),
        formal(
            "upstreams: {azure: {url: 'wss://voice.example', key: sk-canary7f3a}}",
            "upstreams.azure.key",
            "not a setting"),
        known(
            "upstreams: {azure: {url: 'ws://voice.example'}}",
            "upstreams.azure.url",
            "unencrypted"),
        formal("server: {limits: {max_calls: 0}}", "server.limits.max_calls", "whole number"));
  }

  private static BrokenFile formal(String yaml, String key, String complaint) {
    return new BrokenFile(yaml, key, complaint, true);
  }

  /// Only who knows what is meant can tell.
  private static BrokenFile known(String yaml, String key, String complaint) {
    return new BrokenFile(yaml, key, complaint, false);
  }

  @Override
  public String toString() {
    return yaml;
  }
}
