package callflux.codec.twilio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Signatures that are known to be Twilio's; most are of the tests of its own libraries.
final class SignatureVectors {
  static final String TOKEN = "12345";
  static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  static final String STREAM = "wss://mycompany.com/media-stream";
  static final String BODY = "{\"property\": \"value\", \"boolean\": true}";
  static final String BODY_HASH =
      "bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
  static final Map<String, List<String>> NOTHING = Map.of();
  static final Map<String, List<String>> CALL =
      form(
          "CallSid", "CA1234567890ABCDE",
          "Caller", "+14158675309",
          "Digits", "1234",
          "From", "+14158675309",
          "To", "+18005551212");
  static final String CALL_SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

  private SignatureVectors() {}

  /// What Twilio signed, and with what result.
  ///
  /// @param signed the URL that was signed
  /// @param given the URL that we take it for
  record Vector(
      String name, String signed, String given, Map<String, List<String>> form, String signature) {

    Vector(String name, String url, Map<String, List<String>> form, String signature) {
      this(name, url, url, form, signature);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Vector> all() {
    var vectors = new ArrayList<Vector>(forms());
    vectors.addAll(ports());
    vectors.addAll(urls());
    vectors.addAll(streams());
    return vectors;
  }

  private static List<Vector> forms() {
    var special =
        form(
            "Message", "Hello & goodbye! @#$%^*()",
            "From", "+1 (415) 867-5309",
            "Special", "unicode: ñáéíóú");
    var empty = form("Digits", "", "CallSid", "CA1234567890ABCDE", "EmptyParam", "");
    var cased = form("callSid", "lowercase", "CallSid", "uppercase", "CALLSID", "allcaps");
    var repeated =
        Map.of(
            "Sid", List.of("CA123"),
            "SidAccount", List.of("AC123"),
            "Digits", List.of("5678", "1234", "1234"));
    var addresses = Map.of("MessagingBinding.Address", List.of("+1325xxxxxxx", "+1415xxxxxxx"));
    var otherCaller = new HashMap<>(CALL);
    otherCaller.put("Caller", List.of("+12349013030"));
    otherCaller.put("From", List.of("+12349013030"));
    return List.of(
        new Vector("a call", URL, CALL, CALL_SIGNATURE),
        new Vector("no fields", URL, NOTHING, "zYQTYrRWXE7LtzbG4PfP7/bkkGo="),
        new Vector("special characters", URL, special, "dCPiR4WtQ6QFN6pJh81CtlCcWLQ="),
        new Vector("empty values", URL, empty, "9HHp/OqQMEwdrVebHDdA/+tqjX8="),
        new Vector("names in capitals", URL, cased, "jDK7WKT8wiNrwggd4ceTv4e1MJ4="),
        new Vector("a repeated field", URL, repeated, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        new Vector("two values", URL, addresses, "83O6e2vORAoJHUNzJjDWN1jz+BA="),
        new Vector("another caller", URL, otherCaller, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="));
  }

  private static List<Vector> ports() {
    String https = "https://mycompany.com:443/myapp.php?foo=1&bar=2";
    String http = "http://mycompany.com:80/myapp.php?foo=1&bar=2";
    String odd = "http://mycompany.com:1234/myapp.php?foo=1&bar=2";
    String escaped = "https://mycompany.com/myapp.php?foo=hello%20world&bar=test%2Bvalue";
    String escapedAndPort =
        "https://mycompany.com:443/myapp.php?foo=hello%20world&bar=test%2Bvalue";
    return List.of(
        new Vector("https, port signed", https, URL, CALL, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        new Vector("https, port given", URL, https, CALL, CALL_SIGNATURE),
        new Vector(
            "http, port signed",
            http,
            "http://mycompany.com/myapp.php?foo=1&bar=2",
            CALL,
            "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        new Vector("another port", odd, CALL, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        new Vector(
            "two slashes after the port",
            "https://mycompany.com:443//myapp.php?foo=1&bar=2",
            CALL,
            "A9lH3u16NjyiiM/+wylw5rirFUs="),
        new Vector("escapes", escaped, CALL, "er2tvAP1Wx+iuTTE2BPgvEaN1cs="),
        new Vector(
            "escapes and a port given",
            escaped,
            escapedAndPort,
            CALL,
            "er2tvAP1Wx+iuTTE2BPgvEaN1cs="));
  }

  private static List<Vector> urls() {
    String apostrophe = URL + "&Body=It's+amazing";
    return List.of(
        new Vector(
            "no query", "https://mycompany.com/myapp.php", CALL, "1xaxFBvyzXYvWplzNOSs28HWO94="),
        new Vector(
            "a body's hash among others",
            URL + "&" + BODY_HASH,
            NOTHING,
            "a9nBmqA0ju/hNViExpshrM61xv4="),
        new Vector(
            "a body's hash alone",
            "https://mycompany.com/myapp.php?" + BODY_HASH,
            NOTHING,
            "y77kIzt2vzLz71DgmJGsen2scGs="),
        new Vector(
            "unicode",
            "https://mycompany.com/webhook/España?año=2023",
            CALL,
            "G/Hx6mqqnjUNlPAoi2Sp9bGst0g="),
        new Vector(
            "a longer query",
            URL + "&type=thiswontbeusedinthesignaturegeneratorandsoshouldbeignored",
            CALL,
            "hYkNsTBttoNGkyCS0p+wWmQoRTg="),
        new Vector(
            "a user",
            "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2",
            CALL,
            "CukzLTc1tT5dXEDIHm/tKBanW10="),
        new Vector("an apostrophe", apostrophe, CALL, "dsq4Ehbj6cs+KdTkpF5sSSplOWw="),
        new Vector(
            "an apostrophe, signed escaped",
            URL + "&Body=It%27s+amazing",
            apostrophe,
            CALL,
            "TfZzewPq8wqrGlMfyAud8+/IvJ0="),
        new Vector("a fragment, not signed", URL, URL + "#ct=2000&rc=5", CALL, CALL_SIGNATURE));
  }

  private static List<Vector> streams() {
    String port = "wss://mycompany.com:443/media-stream";
    return List.of(
        new Vector("a stream", STREAM, NOTHING, "N2Y//FHA042H22oVtTOPT1X3yoU="),
        new Vector("a stream, port given", STREAM, port, NOTHING, "N2Y//FHA042H22oVtTOPT1X3yoU="),
        new Vector(
            "a stream, slash signed",
            "wss://mycompany.com/media-stream/",
            STREAM,
            NOTHING,
            "B+WT+LSnUu+RWlK9v/62zQuXpec="),
        new Vector("a stream, port signed", port, STREAM, NOTHING, "hHE+nLvjnuaIlXBedOuYUYFUlZA="),
        new Vector(
            "a stream, the port of http signed",
            "wss://mycompany.com:80/media-stream",
            STREAM,
            NOTHING,
            "asETEE+fBlOYMbETikbO55QHAL8="));
  }

  private static Map<String, List<String>> form(String... namesAndValues) {
    var form = new HashMap<String, List<String>>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return form;
  }
}
