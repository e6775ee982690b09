package callflux.gateway.twilio;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// What an XML parser that is not ours finds in our documents.
final class Xml {
  private Xml() {}

  /// The names of all elements, in document order.
  static List<String> elements(String document) {
    try {
      var source = new InputSource(new StringReader(document));
      var names = new ArrayList<String>();
      collect(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source), names);
      return names;
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("not XML", e);
    }
  }

  private static void collect(Node node, List<String> names) {
    if (node.getNodeType() == Node.ELEMENT_NODE) {
      names.add(node.getNodeName());
    }
    var children = node.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      collect(children.item(i), names);
    }
  }
}
