package callflux.codec.twilio;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import java.util.List;
import java.util.Map;

/// The [Media Streams](https://www.twilio.com/docs/voice/media-streams/websocket-messages)
/// protocol, whole.
///
/// One record a message, under Twilio's own name for it.
public sealed interface TwilioMessage {

  /// What Twilio sends: the caller's side.
  sealed interface Inbound extends TwilioMessage {

    /// The socket is open; nothing is known of the call yet.
    record Connected(String protocol, String version) implements Inbound {}

    /// The stream begins.
    ///
    /// @param tracks what will be received, `inbound` for a bidirectional stream
    /// @param encoding of the audio: `audio/x-mulaw` is Twilio's, `audio/x-l16` a softphone's
    /// @param sampleRate in Hz
    /// @param parameters what the TwiML's `<Parameter>` elements said: untrusted
    record Start(
        String streamSid,
        String callSid,
        String accountSid,
        List<String> tracks,
        String encoding,
        int sampleRate,
        int channels,
        Map<String, String> parameters)
        implements Inbound {

      /// Whether the stream's audio is said to be of this format.
      public boolean isIn(AudioFormat format) {
        var name =
            switch (format) {
              case PCMU -> "audio/x-mulaw";
              case PCMA -> "audio/x-alaw";
              case PCM16 -> "audio/x-l16";
            };
        return encoding.equals(name) && sampleRate == format.sampleRate() && channels == 1;
      }
    }

    /// A stretch of the caller's voice, usually twenty milliseconds.
    ///
    /// @param streamSid the stream it says it belongs to
    /// @param track `inbound` is the caller
    /// @param timestamp milliseconds since the stream began; -1 if what was sent is no such number
    /// @param frame at most one second, or half a second at 24 kHz; may be empty
    record Media(String streamSid, String track, long timestamp, MediaFrame frame)
        implements Inbound {}

    /// A media message whose audio can't be used.
    record BadMedia(String streamSid, String track, Fault fault) implements Inbound {

      /// What is wrong with the payload.
      public enum Fault {
        /// Not base64 in the standard alphabet, padded.
        NOT_BASE64,
        /// More than one second, or than half a second at 24 kHz.
        TOO_LONG,
        /// It ends in the middle of a sample.
        HALF_A_SAMPLE
      }
    }

    /// A key pressed: one of `0`–`9`, `*`, `#`, `A`–`D` when well-formed; anything when not.
    record Dtmf(String digit) implements Inbound {}

    /// An outbound mark come back: all that was sent before it has been played, or cleared.
    record Mark(String name) implements Inbound {}

    /// The stream has ended.
    ///
    /// @param callSid empty when not told
    record Stop(String callSid) implements Inbound {}

    /// A message that Twilio may have added since.
    record Unknown(String event) implements Inbound {}
  }

  /// What Twilio accepts: the gateway's side. The stream SID that each carries is the encoder's.
  sealed interface Outbound extends TwilioMessage {

    /// Speech for the caller, queued behind what was sent before.
    record Media(MediaFrame frame) implements Outbound {}

    /// Comes back as [Inbound.Mark] when all before it has been played.
    record Mark(String name) implements Outbound {}

    /// Empties what Twilio has buffered for the caller, and sends back the marks in it.
    record Clear() implements Outbound {}
  }
}
