package callflux.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictReadingTest {
  private static final String SID = "MZ0123456789abcdef0123456789abcdef";

  @Test
  void readsWhatAGatewayMaySend() {
    assertThat(read("{'event':'media','streamSid':'%s','media':{'payload':'fn5+'}}"))
        .isInstanceOfSatisfying(
            GatewayMessage.Media.class,
            media -> assertThat(media.audio()).containsExactly(0x7E, 0x7E, 0x7E));
    assertThat(read("{'streamSid':'%s','mark':{'name':'a/1'},'event':'mark'}"))
        .isEqualTo(new GatewayMessage.Mark("a/1"));
    assertThat(read("{ 'event' : 'clear', 'streamSid' : '%s' }"))
        .isEqualTo(new GatewayMessage.Clear());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no JSON                 | {'event':                                                       | is no JSON
          two documents           | {'event':'clear','streamSid':'%s'} {}                           | is no JSON
          a key twice             | {'event':'clear','event':'clear','streamSid':'%s'}              | is no JSON
          no object               | ['clear']                                                       | is no JSON object
          no event                | {'streamSid':'%s'}                                              | no string "event"
          an unknown event        | {'event':'stop','streamSid':'%s'}                               | unknown event "stop"
          another stream          | {'event':'clear','streamSid':'MZother'}                         | has streamSid MZother
          no stream               | {'event':'clear'}                                               | has keys [event]
          the classic spelling    | {'event':'clear','stream_sid':'%s'}                             | stream_sid
          a key too many          | {'event':'clear','streamSid':'%s','mark':{'name':'x'}}          | has keys [event, mark
          a track on media        | {'event':'media','streamSid':'%s','media':{'payload':'fn5+','track':'outbound'}} | track
          no payload              | {'event':'media','streamSid':'%s','media':{}}                   | has keys []
          media that is a string  | {'event':'media','streamSid':'%s','media':'fn5+'}               | is no object
          a payload of numbers    | {'event':'media','streamSid':'%s','media':{'payload':[1]}}      | no string "payload"
          an empty payload        | {'event':'media','streamSid':'%s','media':{'payload':''}}       | no base64
          no base64               | {'event':'media','streamSid':'%s','media':{'payload':'f*5+'}}   | no base64
          base64 of a URL         | {'event':'media','streamSid':'%s','media':{'payload':'fn5-'}}   | no base64
          base64 without padding  | {'event':'media','streamSid':'%s','media':{'payload':'fn5+fg'}} | no base64
          a mark without a name   | {'event':'mark','streamSid':'%s','mark':{}}                     | has keys []
          a mark named by number  | {'event':'mark','streamSid':'%s','mark':{'name':1}}             | no string "name"
          """)
  void failsOn(String what, String message, String complaint) {
    assertThatExceptionOfType(StreamViolation.class)
        .as(what)
        .isThrownBy(() -> read(message))
        .withMessageContaining(complaint);
  }

  private static GatewayMessage read(String message) {
    return GatewayMessage.read(message.replace('\'', '"').replace("%s", SID), SID);
  }
}
