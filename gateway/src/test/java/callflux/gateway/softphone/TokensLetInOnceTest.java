package callflux.gateway.softphone;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.Door;
import callflux.gateway.softphone.Line.Wish;
import callflux.gateway.softphone.SoftphoneConfig.Access;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In service, a page calls by a token that the operator's backend asked for: what the token is
/// for, once, and not for long.
class TokensLetInOnceTest {
  private final Rig rig = Rig.guarded();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void withoutOneNobodyIsCalled() {
    for (var form : new String[] {"", "agent=reception", "token=", "token=0123"}) {
      var answer = rig.posts("/phone/calls", form);
      assertThat(answer.status()).as(form).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"reason\":\"token\"}");
    }
    assertThat(rig.gets("/phone/agents").status()).isEqualTo(401);
    assertThat(rig.calls.admitted()).isZero();
  }

  @Test
  void oneCallsItsAgentAndNoOther() throws Exception {
    var token = rig.token("agent=sales");

    var answer = rig.posts("/phone/calls", "token=" + token + "&agent=reception");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(rig.model.dialled.take().name()).isEqualTo("sales");
  }

  @Test
  void itIsShownItsOwnLineWithoutBeingUsedUp() {
    var bearer = "Authorization: Bearer " + rig.token("number=" + plus(Rig.NUMBER));

    for (int i = 0; i < 2; i++) {
      assertThat(rig.gets("/phone/agents", bearer).body())
          .isEqualTo("{\"lines\":[{\"number\":\"+14155550100\",\"agent\":\"sales\"}]}");
    }
  }

  @Test
  void onceIsAllThereIs() {
    var token = rig.token("agent=sales");

    assertThat(rig.posts("/phone/calls", "token=" + token).status()).isEqualTo(200);
    assertThat(rig.posts("/phone/calls", "token=" + token).status()).isEqualTo(401);
  }

  @Test
  void aMinuteIsAllThereIs() {
    var token = rig.token("agent=sales");
    rig.nanos.addAndGet(Duration.ofSeconds(60).toNanos());

    assertThat(rig.posts("/phone/calls", "token=" + token).status()).isEqualTo(401);
  }

  @Test
  void unlessItWasAskedForLonger() {
    var token = rig.token("agent=sales&lifetime=120");
    rig.nanos.addAndGet(Duration.ofSeconds(119).toNanos());

    assertThat(rig.posts("/phone/calls", "token=" + token).status()).isEqualTo(200);
  }

  @Test
  void whoIsTurnedAwayMayTryAgain() {
    try (var full = new Rig(Access.TOKEN, Rig.directory(Door.PLAIN, null), 1)) {
      var first = full.token("agent=sales");
      var second = full.token("agent=sales");
      var placed = full.posts("/phone/calls", "token=" + first).json();

      assertThat(full.posts("/phone/calls", "token=" + second).status()).isEqualTo(503);
      Browser.opens(full.port(), placed.get("mediaUrl").asString(), full.origin()).breaks();
      full.isIdle();

      assertThat(full.posts("/phone/calls", "token=" + second).status()).isEqualTo(200);
    }
  }

  @Test
  void itsAddressKeepsItFromEveryLog() {
    var answer = rig.asksAdmin("agent=sales").json();

    assertThat(answer.get("url").asString())
        .isEqualTo("https://voice.example.com/phone#token=" + answer.get("token").asString());
    assertThat(answer.get("expires_in").asInt()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource({
    "'', number",
    "agent=nobody, number",
    "agent=sales&lifetime=0, lifetime",
    "agent=sales&lifetime=3601, lifetime",
    "agent=sales&lifetime=1h, lifetime",
    "agent=sales&lifetime=-1, lifetime",
    "agent=sales&caller=a+b, caller"
  })
  void aBackendsMistakeIsExplained(String form, String field) {
    var answer = rig.asksAdmin(form);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("reason").asString()).isEqualTo(field);
    assertThat(answer.json().get("remedy").asString()).startsWith("give ");
  }

  @Test
  void onlyABackendOnThisHostGetsOne() {
    assertThat(rig.asksAdmin("agent=sales", "X-Forwarded-For: 10.0.0.1").status()).isEqualTo(404);
    assertThat(rig.asksAdmin("agent=sales", "Origin: http://evil.example").status()).isEqualTo(403);
  }

  @Test
  void inLocalModeThereIsNone() {
    try (var local = Rig.local()) {
      assertThat(local.asksAdmin("agent=sales").status()).isEqualTo(404);
    }
  }

  @Test
  void moreThanAreUsedAreNotKept() {
    var clock = new AtomicLong();
    var tokens = new Tokens(clock::get);
    var wish = new Wish("", "sales");
    for (int i = 0; i < Tokens.MOST; i++) {
      assertThat(tokens.mint(wish, "", Duration.ofSeconds(60))).isPresent();
    }

    assertThat(tokens.mint(wish, "", Duration.ofSeconds(60))).isEmpty();
    clock.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThat(tokens.mint(wish, "", Duration.ofSeconds(60))).isPresent();
  }

  private static String plus(String number) {
    return number.replace("+", "%2B");
  }
}
