package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.NumberPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersAreMaskedTest {

  @ParameterizedTest(name = "address {0}")
  @CsvSource({
    "+14155550100,           +1415***0100",
    "+15551231234,           +1555***1234",
    "14155550100,            1415***0100",
    "+4930123456789,         +4930***6789",
    "+4155550100,            +41***00",
    "+3212345,               +32***45",
    "+112233,                +***",
    "911,                    ***",
    "+266696687,             +26***87",
    "' +14155550100 ',       +1415***0100",
    "anonymous,              anonymous",
    "Anonymous,              anonymous",
    "Restricted,             restricted",
    "'',                     ''",
    "sip:alice@example.com,  sip:***",
    "sips:+14155550100@example.com;transport=tls, sips:***",
    "sip:+14155550100,       sip:+1415***0100",
    "client:alice,           client:***",
    "whatsapp:+14155550100,  whatsapp:+1415***0100",
    "alice@example.com,      ***",
    "+1 415 555 0100,        ***",
    "'sip:a\nb',             sip:***",
    "+1415555010012345678901234567890, ***"
  })
  void leavesTooLittleToCall(String address, String masked) {
    assertThat(MaskedNumber.of(address)).hasToString(masked);
  }

  @Test
  void isAllThatACallTellsOfItsCaller() {
    var plan = new NumberPlan("+2", ScriptedCall.AGENT);
    var call = new Call("CA1", "AC1", "+14155550100", "+14155550199", plan);

    assertThat(call.maskedFrom().text()).isEqualTo("+1415***0100");
    assertThat(call).hasToString("CA1");
  }
}
