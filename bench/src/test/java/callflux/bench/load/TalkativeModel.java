package callflux.bench.load;

import callflux.codec.audio.MuLaw;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A model as a gateway would bridge it: greets, answers when the caller has been silent for 200
/// ms, and clears the line when the caller speaks over it.
///
/// It answers in one burst, marks every 200 ms of it, and knows time only by the caller's frames.
public final class TalkativeModel implements ScriptedGateway.Model {
  private static final int FRAMES_UNTIL_ANSWER = 10;
  private static final int VOICE = 500;

  private final int answerFrames;
  private final int lateFrames;
  private String streamSid = "";
  private boolean callerSpeaks;
  private int silentFrames;
  private int marks;

  /// A model of which a call can have only one.
  ///
  /// @param answerFrames of 20 ms in everything it says
  /// @param lateFrames of what was cut, sent after the clear
  public TalkativeModel(int answerFrames, int lateFrames) {
    this.answerFrames = answerFrames;
    this.lateFrames = lateFrames;
  }

  @Override
  public List<String> hear(JsonNode message) {
    return switch (message.get("event").stringValue()) {
      case "start" -> {
        streamSid = message.get("streamSid").stringValue();
        yield speak(answerFrames);
      }
      case "media" -> hear(Base64.getDecoder().decode(payload(message)));
      default -> List.of();
    };
  }

  private List<String> hear(byte[] frame) {
    if (voiced(frame)) {
      silentFrames = 0;
      if (callerSpeaks) {
        return List.of();
      }
      callerSpeaks = true;
      var answer = new ArrayList<String>();
      answer.add("{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}");
      answer.addAll(speak(lateFrames));
      return answer;
    }
    if (callerSpeaks && ++silentFrames == FRAMES_UNTIL_ANSWER) {
      callerSpeaks = false;
      return speak(answerFrames);
    }
    return List.of();
  }

  private List<String> speak(int frames) {
    var messages = new ArrayList<String>();
    short[] tone = new short[Utterance.FRAME_BYTES];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (6_000 * Math.sin(2 * Math.PI * 400 * i / 8_000));
    }
    String payload = Base64.getEncoder().encodeToString(MuLaw.encode(tone));
    for (int i = 1; i <= frames; i++) {
      messages.add(
          "{\"event\":\"media\",\"streamSid\":\"%s\",\"media\":{\"payload\":\"%s\"}}"
              .formatted(streamSid, payload));
      if (i % 10 == 0) {
        messages.add(
            "{\"event\":\"mark\",\"streamSid\":\"%s\",\"mark\":{\"name\":\"m%d\"}}"
                .formatted(streamSid, ++marks));
      }
    }
    return messages;
  }

  private static String payload(JsonNode message) {
    return message.get("media").get("payload").stringValue();
  }

  private static boolean voiced(byte[] frame) {
    for (byte code : frame) {
      if (Math.abs(MuLaw.decode(code)) > VOICE) {
        return true;
      }
    }
    return false;
  }
}
