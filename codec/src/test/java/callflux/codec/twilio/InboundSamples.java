package callflux.codec.twilio;

import java.util.List;

/// One of each message that Twilio sends, as its documentation shows them.
final class InboundSamples {
  static final String CONNECTED =
      """
      {"event":"connected","protocol":"Call","version":"1.0.0"}\
      """;

  static final String START =
      """
      {"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"MZ1",\
      "callSid":"CA1","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw",\
      "sampleRate":8000,"channels":1},"customParameters":{"FirstName":"Jane"}},"streamSid":"MZ1"}\
      """;

  static final String MEDIA =
      """
      {"event":"media","sequenceNumber":"3","media":{"track":"inbound","chunk":"1",\
      "timestamp":"5","payload":"no+JhoaJjp+s"},"streamSid":"MZ1"}\
      """;

  static final String DTMF =
      """
      {"event":"dtmf","streamSid":"MZ1","sequenceNumber":"5","dtmf":{"track":"inbound_track",\
      "digit":"1"}}\
      """;

  static final String MARK =
      """
      {"event":"mark","sequenceNumber":"4","streamSid":"MZ1","mark":{"name":"my label"}}\
      """;

  static final String STOP =
      """
      {"event":"stop","sequenceNumber":"5","stop":{"accountSid":"AC1","callSid":"CA1"},\
      "streamSid":"MZ1"}\
      """;

  static final List<String> ALL = List.of(CONNECTED, START, MEDIA, DTMF, MARK, STOP);

  private InboundSamples() {}
}
