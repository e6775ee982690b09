package callflux.codec.twilio;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// [TwiML](https://www.twilio.com/docs/voice/twiml): the document that tells Twilio what to do with
/// a call, verb by verb.
///
/// One record a verb, with Twilio's names; an attribute that is null is left out, and then Twilio's
/// default holds. Text from anyone may stand in any of them: it is escaped, and what XML can't hold
/// is dropped.
public final class TwiML {
  private TwiML() {}

  /// What Twilio does, one after the other; after the last one it hangs up.
  public sealed interface Verb {}

  /// Connects the caller to a media stream until its socket closes. Then Twilio asks `action` what
  /// comes next; without one it goes on with the next verb.
  public record Connect(Stream stream, @Nullable String action, @Nullable Method method)
      implements Verb {}

  /// Speaks to the caller; what follows waits until it is said.
  ///
  /// @param language a BCP 47 tag
  /// @param voice such as `Polly.Joanna`
  public record Say(String text, @Nullable String language, @Nullable String voice)
      implements Verb {

    /// Says it in the account's language and voice.
    public Say(String text) {
      this(text, null, null);
    }
  }

  /// Goes on with the document at the URL; no verb after this one is reached.
  public record Redirect(String url, @Nullable Method method) implements Verb {}

  /// Ends the call.
  public record Hangup() implements Verb {}

  /// Declines the call without answering it. Belongs first.
  public record Reject(Reason reason) implements Verb {
    /// What the caller hears of it.
    public enum Reason {
      /// That the number is not in service.
      REJECTED,
      /// A busy tone.
      BUSY
    }
  }

  /// Waits in silence.
  ///
  /// @param length in whole seconds, rounded down
  public record Pause(Duration length) implements Verb {}

  /// Connects the caller to another telephone.
  ///
  /// @param number in E.164
  /// @param callerId what the called one sees; the caller's own number if null
  /// @param timeout how long it rings, in whole seconds, rounded down
  /// @param action URL that is asked what comes next
  public record Dial(
      String number, @Nullable String callerId, @Nullable Duration timeout, @Nullable String action)
      implements Verb {}

  /// Where the media stream goes, and what its `start` message will say.
  ///
  /// @param url `wss`, without a query, which Twilio would cut off
  /// @param name unique in its call
  /// @param statusCallback URL that is told when the stream starts, stops or fails
  public record Stream(
      String url,
      @Nullable String name,
      @Nullable String statusCallback,
      List<Parameter> parameters) {
    public Stream {
      parameters = List.copyOf(parameters);
    }
  }

  /// Handed to the media stream in `start.customParameters`.
  public record Parameter(String name, String value) {
    /// Twilio refuses a parameter of this many characters, name and value taken together.
    private static final int TOO_LONG = 500;

    /// @throws IllegalArgumentException if it is too long for Twilio
    public Parameter {
      int length = name.length() + value.length();
      if (length >= TOO_LONG) {
        throw new IllegalArgumentException(
            "name and value of a <Parameter> have fewer than 500 characters together, not "
                + length);
      }
    }
  }

  /// How Twilio asks for a URL; by default it is POST.
  public enum Method {
    GET,
    POST
  }

  /// The document of so many verbs.
  public static String response(Verb... verbs) {
    var xml = new XmlWriter().open("Response");
    for (Verb verb : verbs) {
      write(verb, xml);
    }
    return xml.close().toString();
  }

  private static void write(Verb verb, XmlWriter xml) {
    switch (verb) {
      case Connect(var stream, var action, var method) -> {
        xml.open("Connect").attribute("action", action).attribute("method", method);
        write(stream, xml);
      }
      case Say(var text, var language, var voice) ->
          xml.open("Say").attribute("language", language).attribute("voice", voice).text(text);
      case Redirect(var url, var method) ->
          xml.open("Redirect").attribute("method", method).text(url);
      case Hangup() -> xml.open("Hangup");
      case Reject(var reason) ->
          xml.open("Reject").attribute("reason", reason.name().toLowerCase(Locale.ROOT));
      case Pause(var length) -> xml.open("Pause").attribute("length", length.toSeconds());
      case Dial dial -> write(dial, xml);
    }
    xml.close();
  }

  private static void write(Stream stream, XmlWriter xml) {
    xml.open("Stream")
        .attribute("url", stream.url())
        .attribute("name", stream.name())
        .attribute("statusCallback", stream.statusCallback());
    for (Parameter parameter : stream.parameters()) {
      xml.open("Parameter")
          .attribute("name", parameter.name())
          .attribute("value", parameter.value())
          .close();
    }
    xml.close();
  }

  private static void write(Dial dial, XmlWriter xml) {
    var timeout = dial.timeout();
    xml.open("Dial")
        .attribute("callerId", dial.callerId())
        .attribute("timeout", timeout == null ? null : timeout.toSeconds())
        .attribute("action", dial.action())
        .open("Number")
        .text(dial.number())
        .close();
  }
}
