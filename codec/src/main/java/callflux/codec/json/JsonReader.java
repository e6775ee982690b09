package callflux.codec.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/// Reads messages that are JSON objects, within limits. One for a protocol, shared by all sockets.
public final class JsonReader {
  private final JsonMapper mapper;
  private final long maxLength;

  /// @param limits of every message, its length in bytes among them
  public JsonReader(StreamReadConstraints limits) {
    this.mapper =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
            .nodeFactory(new FiniteNumbers())
            .build();
    this.maxLength = limits.getMaxDocumentLength();
  }

  /// Reads one message, which stays the caller's to release and is left at its reader index.
  ///
  /// @throws MalformedMessage if it is not one JSON object within the limits
  public JsonFields read(ByteBuf text) {
    if (text.readableBytes() > maxLength) {
      throw MalformedMessage.beyondLimit("longer than " + maxLength + " bytes");
    }
    return new JsonFields(parse(ByteBufUtil.getBytes(text)), "message");
  }

  private JsonNode parse(byte[] text) {
    try {
      var node = mapper.readTree(text);
      if (!node.isObject()) {
        throw new MalformedMessage("not a JSON object");
      }
      return node;
    } catch (StreamConstraintsException beyond) {
      throw MalformedMessage.beyondLimit("a name, string, number or nesting beyond its limit");
    } catch (JacksonException malformed) {
      // Its own words quote the input.
      throw new MalformedMessage("not JSON");
    }
  }

  /// A few characters of exponent are within every limit, and infinite all the same.
  private static final class FiniteNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public NumericNode numberNode(double value) {
      if (Double.isInfinite(value)) {
        throw MalformedMessage.beyondLimit("a number beyond its limit");
      }
      return super.numberNode(value);
    }
  }
}
