package callflux.codec.twilio;

import static java.util.stream.Collectors.joining;

import callflux.codec.twilio.TwiML.Connect;
import callflux.codec.twilio.TwiML.Dial;
import callflux.codec.twilio.TwiML.Hangup;
import callflux.codec.twilio.TwiML.Method;
import callflux.codec.twilio.TwiML.Parameter;
import callflux.codec.twilio.TwiML.Pause;
import callflux.codec.twilio.TwiML.Redirect;
import callflux.codec.twilio.TwiML.Reject;
import callflux.codec.twilio.TwiML.Say;
import callflux.codec.twilio.TwiML.Stream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Prints what we sign and write, a JSON object a line, for Twilio's own library to judge; see
/// `gateway/src/test/node/twilio.mjs`. Needs no library, so that it runs from the classes alone.
final class TwilioFixtures {
  private static final int RANDOM_ONES = 300;

  /// What URLs are made of, escaped and not.
  private static final List<String> URL_PIECES =
      List.of("a", "Z", "0", "-", "_", "~", "!", "(", ")", "*", "%20", "%2B", "%C3%B1", "'", "+");

  private static final List<String> HOSTS =
      List.of("gw.example.com", "gw.example.com:8443", "10.0.0.1", "[2001:db8::1]");

  /// What people say, and what they shouldn't; nothing that XML can't hold.
  private static final List<String> WORD_PIECES =
      List.of(
          "one",
          " ",
          "  ",
          "\n",
          "\r",
          "\t",
          "&",
          "<",
          ">",
          "\"",
          "'",
          "&amp;",
          "]]>",
          "<!--",
          "ñ",
          "你好",
          "\uD83D\uDCDE",
          "</Say><Hangup/>",
          "\"/><Dial>+900</Dial>",
          "{}",
          "\\",
          "\u007F");

  private TwilioFixtures() {}

  /// Prints all of them.
  public static void main(String[] args) {
    for (var vector : SignatureVectors.all()) {
      printSignature(vector.signed(), vector.given(), vector.form());
    }
    String bodyUrl = SignatureVectors.URL + "&" + SignatureVectors.BODY_HASH;
    print("body", Map.of("body", SignatureVectors.BODY), bodyUrl, bodyUrl, Map.of());
    for (int seed = 0; seed < RANDOM_ONES; seed++) {
      var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      printRandomSignature(random);
      printDocuments(some(WORD_PIECES, random, 12));
    }
  }

  private static void printRandomSignature(RandomGenerator random) {
    String scheme = one(List.of("https", "http", "wss"), random);
    String host = one(HOSTS, random);
    String path = "/" + some(URL_PIECES, random, 9);
    if (random.nextBoolean()) {
      path += "?" + some(URL_PIECES, random, 4) + "=" + some(URL_PIECES, random, 9) + "&b=";
    }
    boolean portSigned = !host.contains("e.com:") && random.nextBoolean();
    String port = !portSigned ? "" : scheme.equals("https") ? ":443" : ":80";
    var form = new HashMap<String, List<String>>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String value = some(WORD_PIECES, random, 4);
      form.put(
          some(WORD_PIECES, random, 3) + i,
          random.nextBoolean() ? List.of(value) : List.of(value, some(WORD_PIECES, random, 4)));
    }
    printSignature(scheme + "://" + host + port + path, scheme + "://" + host + path, form);
  }

  private static void printSignature(String signed, String given, Map<String, List<String>> form) {
    print("signature", Map.of(), signed, given, form);
  }

  private static void print(
      String kind,
      Map<String, String> more,
      String signed,
      String given,
      Map<String, List<String>> form) {
    var signature = new RequestSignature(List.of(SignatureVectors.TOKEN));
    var fixture = new HashMap<String, Object>(more);
    fixture.put("kind", kind);
    fixture.put("token", SignatureVectors.TOKEN);
    fixture.put("signed", signed);
    fixture.put("given", given);
    fixture.put("form", form);
    fixture.put("signature", signature.sign(signed, form));
    System.out.println(json(fixture));
  }

  /// Each name is that of a function in the script, which builds the same with Twilio's library.
  private static void printDocuments(String words) {
    var stream =
        new Stream(
            "wss://gw.example.com/media/n1",
            words,
            "https://gw.example.com/status",
            List.of(new Parameter("from", words), new Parameter("to", "+18005551212")));
    String after = "https://gw.example.com/after?call=1&words=" + words;

    printDocument(
        "answer",
        words,
        TwiML.response(
            new Say(words, "en-US", "Polly.Joanna"),
            new Connect(stream, after, Method.POST),
            new Redirect(after, Method.POST)));
    printDocument(
        "transfer",
        words,
        TwiML.response(
            new Say(words), new Dial("+14155550100", words, Duration.ofSeconds(20), after)));
    printDocument("decline", words, TwiML.response(new Reject(Reject.Reason.BUSY)));
    printDocument("goodbye", words, TwiML.response(new Pause(Duration.ofSeconds(1)), new Hangup()));
    printDocument("nothing", words, TwiML.response());
  }

  private static void printDocument(String name, String words, String twiml) {
    System.out.println(
        json(Map.of("kind", "document", "name", name, "words", words, "twiml", twiml)));
  }

  private static String one(List<String> pieces, RandomGenerator random) {
    return pieces.get(random.nextInt(pieces.size()));
  }

  private static String some(List<String> pieces, RandomGenerator random, int most) {
    return random
        .ints(random.nextInt(most + 1), 0, pieces.size())
        .mapToObj(pieces::get)
        .collect(joining());
  }

  private static String json(Object value) {
    return switch (value) {
      case Map<?, ?> fields ->
          fields.entrySet().stream()
              .map(field -> json(field.getKey()) + ":" + json(field.getValue()))
              .collect(joining(",", "{", "}"));
      case List<?> values ->
          values.stream().map(TwilioFixtures::json).collect(joining(",", "[", "]"));
      default ->
          value.toString().chars().mapToObj("\\u%04x"::formatted).collect(joining("", "\"", "\""));
    };
  }
}
