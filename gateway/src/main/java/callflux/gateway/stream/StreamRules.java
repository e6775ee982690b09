package callflux.gateway.stream;

import callflux.codec.json.MalformedMessage;
import callflux.codec.twilio.MediaStreamCodec;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Inbound.BadMedia.Fault;
import callflux.gateway.call.CallFailure.ProtocolViolation;
import callflux.gateway.stream.StreamMeters.Dropped;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the far end may say on one media socket, and when. Mistakes are passed over and counted, up
/// to a number; what no honest far end would send ends the call.
///
/// For one event loop: it keeps count.
final class StreamRules {
  private static final int MALFORMED = 3;
  private static final int STRAYS = 10;
  private static final int BAD_MEDIA_IN_A_ROW = 50;

  /// Ours are far shorter.
  private static final int MAX_MARK = 64;

  private static final String KEYS = "0123456789*#ABCD";

  private final String callSid;
  private final MediaSocket.Terms terms;
  private final StreamMeters meters;

  private MediaStreamCodec codec;
  private String streamSid = "";
  private int malformed;
  private int strays;
  private int badMediaInARow;

  /// @param callSid the call that the socket was opened for
  StreamRules(String callSid, MediaSocket.Terms terms, StreamMeters meters) {
    this.callSid = callSid;
    this.terms = terms;
    this.meters = meters;
    this.codec = new MediaStreamCodec("", terms.format());
  }

  /// Whether the stream has begun.
  boolean started() {
    return !streamSid.isEmpty();
  }

  /// Judges one text message, which stays the caller's to release.
  ///
  /// @return what the call should hear of it; null if nothing
  /// @throws ProtocolViolation if the socket must be closed
  @Nullable Inbound judge(ByteBuf text) {
    var message = decode(text);
    return switch (message) {
      case null -> null;
      case Inbound.Connected _ -> null;
      case Inbound.Start start -> start(start);
      case Inbound.Stop stop -> stop;
      case Inbound.Unknown _ -> dropped(Dropped.UNKNOWN_EVENT);
      case Inbound.Media media -> media(media);
      case Inbound.BadMedia media -> badMedia(media);
      case Inbound.Mark mark -> mark(mark);
      case Inbound.Dtmf dtmf -> dtmf(dtmf);
    };
  }

  private @Nullable Inbound decode(ByteBuf text) {
    try {
      return codec.decode(text);
    } catch (MalformedMessage beyond) {
      if (beyond.isBeyondLimit()) {
        throw new ProtocolViolation(1008, "beyond_limit");
      }
      malformed++;
      if (malformed >= MALFORMED) {
        throw new ProtocolViolation(1008, "bad_json");
      }
      return dropped(Dropped.BAD_JSON);
    }
  }

  private Inbound start(Inbound.Start start) {
    if (started()) {
      throw new ProtocolViolation(1008, "double_start");
    }
    if (!start.callSid().equals(callSid)) {
      throw new ProtocolViolation(1008, "wrong_call");
    }
    if (!terms.accounts().test(start.accountSid())) {
      throw new ProtocolViolation(1008, "wrong_account");
    }
    if (!start.isIn(terms.format())) {
      throw new ProtocolViolation(1003, "format");
    }
    if (!start.tracks().equals(List.of("inbound"))) {
      throw new ProtocolViolation(1003, "tracks");
    }
    if (start.streamSid().isEmpty()) {
      throw new ProtocolViolation(1008, "no_stream");
    }
    streamSid = start.streamSid();
    codec = new MediaStreamCodec(streamSid, terms.format());
    return start;
  }

  private @Nullable Inbound media(Inbound.Media media) {
    if (isStray(media.streamSid(), media.track())) {
      return null;
    }
    meters.frameIn();
    badMediaInARow = 0;
    return media.frame().audioLength() == 0 ? null : media;
  }

  private @Nullable Inbound badMedia(Inbound.BadMedia media) {
    if (isStray(media.streamSid(), media.track())) {
      return null;
    }
    if (media.fault() == Fault.TOO_LONG) {
      throw new ProtocolViolation(1009, "media_too_long");
    }
    badMediaInARow++;
    if (badMediaInARow > BAD_MEDIA_IN_A_ROW) {
      throw new ProtocolViolation(1008, "bad_media");
    }
    return dropped(Dropped.BAD_MEDIA);
  }

  private boolean isStray(String stream, String track) {
    mustHaveStarted("media_before_start");
    if (!stream.equals(streamSid)) {
      strays++;
      if (strays >= STRAYS) {
        throw new ProtocolViolation(1008, "wrong_stream");
      }
      meters.dropped(Dropped.WRONG_STREAM);
      return true;
    }
    if (!track.equals("inbound")) {
      meters.dropped(Dropped.OUTBOUND_TRACK);
      return true;
    }
    return false;
  }

  private @Nullable Inbound mark(Inbound.Mark mark) {
    mustHaveStarted("mark_before_start");
    return mark.name().length() > MAX_MARK ? dropped(Dropped.BAD_MARK) : mark;
  }

  private @Nullable Inbound dtmf(Inbound.Dtmf dtmf) {
    mustHaveStarted("dtmf_before_start");
    boolean key = dtmf.digit().length() == 1 && KEYS.contains(dtmf.digit());
    return key ? dtmf : dropped(Dropped.BAD_DIGIT);
  }

  private void mustHaveStarted(String otherwise) {
    if (!started()) {
      throw new ProtocolViolation(1008, otherwise);
    }
  }

  private @Nullable Inbound dropped(Dropped reason) {
    meters.dropped(reason);
    return null;
  }
}
