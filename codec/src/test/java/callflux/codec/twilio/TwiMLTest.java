package callflux.codec.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class TwiMLTest {
  @Test
  void theWholeOfIt() {
    var stream =
        new Stream(
            "wss://gw.example.com/twilio/media/n1",
            "gw-1",
            "https://gw.example.com/twilio/stream-status",
            List.of(new Parameter("from", "+14155551234"), new Parameter("to", "+18005551212")));

    assertThat(
            TwiML.response(
                new Say("Connecting you now.", "en-US", "Polly.Joanna"),
                new Connect(stream, "https://gw.example.com/twilio/after-stream", Method.POST),
                new Pause(Duration.ofSeconds(2)),
                new Dial("+14155550100", "+18005551212", Duration.ofSeconds(20), "https://a.b/c"),
                new Redirect("https://gw.example.com/twilio/resume?n=1&of=3", Method.GET)))
        .isEqualToIgnoringNewLines(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Response>\
            <Say language="en-US" voice="Polly.Joanna">Connecting you now.</Say>\
            <Connect action="https://gw.example.com/twilio/after-stream" method="POST">\
            <Stream url="wss://gw.example.com/twilio/media/n1" name="gw-1" \
            statusCallback="https://gw.example.com/twilio/stream-status">\
            <Parameter name="from" value="+14155551234"/>\
            <Parameter name="to" value="+18005551212"/>\
            </Stream></Connect>\
            <Pause length="2"/>\
            <Dial callerId="+18005551212" timeout="20" action="https://a.b/c">\
            <Number>+14155550100</Number></Dial>\
            <Redirect method="GET">https://gw.example.com/twilio/resume?n=1&amp;of=3</Redirect>\
            </Response>
            """);
  }

  @Test
  void whatIsNotSaidIsLeftToTwilio() {
    var stream = new Stream("wss://gw.example.com/m", null, null, List.of());

    assertThat(
            TwiML.response(
                new Connect(stream, null, null),
                new Say("Sorry."),
                new Dial("+14155550100", null, null, null),
                new Redirect("https://a.b/c", null)))
        .endsWith(
            "<Response><Connect><Stream url=\"wss://gw.example.com/m\"/></Connect>"
                + "<Say>Sorry.</Say><Dial><Number>+14155550100</Number></Dial>"
                + "<Redirect>https://a.b/c</Redirect></Response>");
  }

  @Test
  void callsAreEndedOrDeclined() {
    assertThat(TwiML.response(new Hangup())).endsWith("<Response><Hangup/></Response>");
    assertThat(TwiML.response(new Reject(Reject.Reason.BUSY)))
        .endsWith("<Response><Reject reason=\"busy\"/></Response>");
    assertThat(TwiML.response(new Reject(Reject.Reason.REJECTED)))
        .endsWith("<Response><Reject reason=\"rejected\"/></Response>");
    assertThat(TwiML.response()).endsWith("<Response/>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</Stream><Dial>+900</Dial>",
        "\"/><Dial>+900</Dial><Parameter name=\"x\" value=\"",
        "' onload='<Hangup/>",
        "]]><Hangup/><![CDATA[",
        "<!-- --><Hangup/>",
        "<?xml version=\"1.0\"?><Hangup/>",
        "&lt;Hangup/&gt; &amp;amp; &#60; &undefined;",
        "one\ntwo\r\nthree\tfour  five ",
        "ñáéíóú 你好 \uD83D\uDCDE \u0085 \u2028",
        "",
      })
  void nobodysWordsAreTakenForVerbs(String words) throws Exception {
    assertHeld(words, words, "");
  }

  @Test
  void whatXmlCanNotHoldIsDropped() throws Exception {
    assertHeld("a\u0000b\u0008c\u001Bd\uFFFEe\uFFFFf", "abcdef", "");
    assertHeld("lone \uD83D high", "lone  high", "");
    assertHeld("lone \uDCDE low", "lone  low", "");
    assertHeld("turned \uDCDE\uD83D round", "turned  round", "");
    assertHeld("\uD83D</Say>\u0000<Hangup/>", "</Say><Hangup/>", "");
  }

  @Test
  void anyTextComesBackAsItWas() throws Exception {
    for (long seed = 0; seed < 500; seed++) {
      var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      var words = new StringBuilder();
      IntStream.range(0, random.nextInt(100))
          .map(_ -> random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128))
          .forEach(character -> words.append((char) character));

      assertHeld(words.toString(), legal(words.toString()), "seed " + seed);
    }
  }

  @Test
  void aParameterMustBeShortEnoughForTwilio() {
    assertThatCode(() -> new Parameter("name", "v".repeat(495))).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parameter("name", "v".repeat(496)))
        .withMessage(
            "name and value of a <Parameter> have fewer than 500 characters together, not " + 500);
  }

  /// Puts the words wherever words can be, and reads the document back.
  private static void assertHeld(String words, String held, String description) throws Exception {
    var stream = new Stream(words, words, words, List.of(new Parameter(words, words)));
    var response =
        parse(
            TwiML.response(
                new Connect(stream, words, null),
                new Say(words, words, words),
                new Dial(words, words, Duration.ofSeconds(20), words),
                new Redirect(words, null)));

    assertThat(tree(response))
        .as(description)
        .isEqualTo(
            "Response(Connect[action](Stream[name,statusCallback,url](Parameter[name,value]))"
                + " Say[language,voice] Dial[action,callerId,timeout](Number) Redirect)");
    assertThat(children(response).stream().skip(1).map(Element::getTextContent))
        .as(description)
        .containsExactly(held, held, held);
    assertThat(attributes(response))
        .as(description)
        .hasSize(11)
        .filteredOn(value -> !value.equals("20"))
        .containsOnly(held);
  }

  /// By XML 1.0's own production, read by the regular expressions' idea of characters.
  private static String legal(String words) {
    return words.replaceAll(
        "[^\t\n\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "");
  }

  private static Element parse(String document) throws Exception {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(document.getBytes(UTF_8)))
        .getDocumentElement();
  }

  private static String tree(Element element) {
    var names = attributeNames(element);
    var children = children(element).stream().map(TwiMLTest::tree).toList();
    return element.getTagName()
        + (names.isEmpty() ? "" : "[" + String.join(",", names) + "]")
        + (children.isEmpty() ? "" : "(" + String.join(" ", children) + ")");
  }

  private static List<Element> children(Element element) {
    var nodes = element.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }

  private static List<String> attributeNames(Element element) {
    var attributes = element.getAttributes();
    return IntStream.range(0, attributes.getLength())
        .mapToObj(i -> attributes.item(i).getNodeName())
        .sorted()
        .toList();
  }

  private static List<String> attributes(Element element) {
    return java.util.stream.Stream.concat(
            attributeNames(element).stream().map(element::getAttribute),
            children(element).stream().flatMap(child -> attributes(child).stream()))
        .toList();
  }
}
