package callflux.bench.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An answer is put down for what it is, above all one that lets somebody in.
class WhoIsLetInIsSeenTest {
  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK\r\n\r\n<Response><Connect><Stream url=\"wss://a\"/>', LET IN",
    "'HTTP/1.1 101 Switching Protocols\r\n\r\n', LET IN",
    "'HTTP/1.1 200 OK\r\n\r\n<Response><Hangup/></Response>', '200, told to hang up'",
    "'HTTP/1.1 403 Forbidden\r\n\r\n', 403",
    "'HTTP/1.1', ''",
    "'', hung up on",
  })
  void answers(String answer, String said) {
    assertThat(Strangers.said(answer)).isEqualTo(said);
  }
}
