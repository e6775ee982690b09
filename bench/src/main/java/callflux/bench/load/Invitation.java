package callflux.bench.load;

import java.io.StringReader;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// What a TwiML document asks for: a stream to be opened, and what is to follow it.
///
/// @param url of the stream, as written
/// @param next what Twilio does when the stream has closed: `action URL`, else the name of the verb
///   after `</Connect>`, else `nothing`
public record Invitation(String url, Map<String, String> parameters, String next) {

  /// Reads the first stream of a document.
  ///
  /// @throws StreamViolation if the document is not well-formed, opens no stream, or opens one that
  ///   Twilio would not
  public static Invitation read(String twiml) {
    Element response = parse(twiml);
    if (!response.getTagName().equals("Response")) {
      throw new StreamViolation("the TwiML begins with <" + response.getTagName() + ">");
    }
    Element connect = child(response, "Connect");
    Element stream = connect == null ? null : child(connect, "Stream");
    if (connect == null || stream == null) {
      throw new StreamViolation("the TwiML opens no stream: " + verbs(response));
    }
    return new Invitation(streamUrl(stream), parameters(stream), next(connect));
  }

  private static Element parse(String twiml) {
    var factory = DocumentBuilderFactory.newInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var parser = factory.newDocumentBuilder();
      parser.setErrorHandler(new DefaultHandler()); // which throws, and prints nothing
      return parser.parse(new InputSource(new StringReader(twiml))).getDocumentElement();
    } catch (SAXException | java.io.IOException e) {
      throw new StreamViolation("the TwiML is not well-formed: " + e.getMessage());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's parser knows both features", e);
    }
  }

  private static String streamUrl(Element stream) {
    String url = stream.getAttribute("url");
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new StreamViolation("the stream's url is none: " + e.getMessage());
    }
    if (uri.getRawQuery() != null) {
      throw new StreamViolation("the stream's url has a query, which Twilio strips");
    }
    boolean local = "ws".equals(uri.getScheme()) && Line.isLoopback(uri);
    if (!local && !"wss".equals(uri.getScheme())) {
      throw new StreamViolation("the stream's url is not wss but " + uri.getScheme());
    }
    return url;
  }

  private static Map<String, String> parameters(Element stream) {
    var parameters = new LinkedHashMap<String, String>();
    for (Node node = stream.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element parameter && parameter.getTagName().equals("Parameter")) {
        parameters.put(parameter.getAttribute("name"), parameter.getAttribute("value"));
      }
    }
    return parameters;
  }

  private static String next(Element connect) {
    if (connect.hasAttribute("action")) {
      return "action " + connect.getAttribute("action");
    }
    Element verb = elementFrom(connect.getNextSibling());
    return verb == null ? "nothing" : verb.getTagName();
  }

  private static String verbs(Element response) {
    var verbs = new StringBuilder();
    for (Element verb = elementFrom(response.getFirstChild());
        verb != null;
        verb = elementFrom(verb.getNextSibling())) {
      verbs.append('<').append(verb.getTagName()).append("/>");
    }
    return verbs.isEmpty() ? "it is empty" : verbs.toString();
  }

  private static @Nullable Element child(Element parent, String name) {
    Element child = elementFrom(parent.getFirstChild());
    while (child != null && !child.getTagName().equals(name)) {
      child = elementFrom(child.getNextSibling());
    }
    return child;
  }

  private static @Nullable Element elementFrom(@Nullable Node node) {
    Node found = node;
    while (found != null && !(found instanceof Element)) {
      found = found.getNextSibling();
    }
    return (Element) found;
  }
}
