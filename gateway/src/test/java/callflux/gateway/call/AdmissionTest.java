package callflux.gateway.call;

import static callflux.gateway.call.Switchboard.CALL;
import static callflux.gateway.call.Switchboard.TICKET_LIFE;
import static callflux.gateway.call.Switchboard.call;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.gateway.call.Admission.Reason;
import callflux.gateway.call.Admission.TurnedAway;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Switchboard board = new Switchboard();

  @AfterEach
  void close() {
    board.close();
  }

  @Test
  void dialsTheModelAtOnce() {
    var ticket = board.admits();

    assertThat(board.dialer.dials).isEqualTo(1);
    assertThat(ticket.call()).isEqualTo(CALL);
    assertThat(ticket.nonce()).matches("[0-9a-f]{32}");
    assertThat(board.calls.admitted()).isEqualTo(1);
  }

  @Test
  void givesTheSameCallTheSameTicket() {
    assertThat(board.admits()).isEqualTo(board.admits());
    assertThat(board.dialer.dials).isEqualTo(1);
    assertThat(board.calls.admitted()).isEqualTo(1);
  }

  @Test
  void givesEachCallANonceOfItsOwn() {
    var other = board.calls.admit(call("CA2")).given().orElseThrow();

    assertThat(board.admits().nonce()).isNotEqualTo(other.nonce());
  }

  @Test
  void turnsAwayOneTooMany() {
    board.admits();
    board.calls.admit(call("CA2"));

    assertThat(board.calls.admit(call("CA3"))).isEqualTo(new TurnedAway(Reason.FULL));
    assertThat(board.dialer.dials).isEqualTo(2);
    assertThat(board.calls.admitted()).isEqualTo(2);
  }

  @Test
  void tellsOnceOfEachCallThatHasAPlace() {
    board.admits();
    board.admits();
    board.calls.admit(call("CA2"));
    board.calls.admit(call("CA3"));

    assertThat(board.admitted).containsExactly(CALL, call("CA2"));
  }

  @Test
  void takesANonceOnce() {
    var ticket = board.admits();

    assertThat(board.calls.redeem(ticket.nonce())).contains(ticket);
    assertThat(board.calls.redeem(ticket.nonce())).isEmpty();
    assertThat(board.calls.redeem("0".repeat(32))).isEmpty();
  }

  @Test
  void givesNoSecondTicketToACallThatIsLive() {
    board.bridges();

    assertThat(board.calls.admit(CALL)).isEqualTo(new TurnedAway(Reason.ALREADY_LIVE));
    assertThat(board.calls.admitted()).isEqualTo(1);
  }

  @Test
  void endsATicketThatNobodyUses() {
    var ticket = board.admits();
    board.dialer.connects();
    board.passes(TICKET_LIFE.minusMillis(1));
    assertThat(board.calls.admitted()).isEqualTo(1);

    board.passes(Duration.ofMillis(1));

    assertThat(board.calls.redeem(ticket.nonce())).isEmpty();
    assertThat(board.dialer.model.closeCode()).isEqualTo(1000);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void stopsDiallingForATicketThatNobodyUses() {
    board.admits();

    board.passes(TICKET_LIFE);

    assertThat(board.dialer.cancelled).isEqualTo(1);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void doesNotEndATicketThatWasUsed() {
    board.admits();
    board.passes(TICKET_LIFE.dividedBy(2));
    board.bridges();
    board.dialer.connects();
    board.dialer.model.says(new SessionUpdated("s", 0));

    board.passes(TICKET_LIFE.dividedBy(2));

    assertThat(board.calls.admitted()).isEqualTo(1);
    assertThat(board.dialer.model.closeCode()).isZero();
  }

  @Test
  void endsATicketWhoseCallIsOver() {
    board.admits();
    board.dialer.connects();

    board.calls.ended(CALL.callSid());

    assertThat(board.calls.outcome(CALL.callSid())).contains(Termination.CALLER_HUNG_UP);
    assertThat(board.dialer.model.closeCode()).isEqualTo(1000);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void leavesALiveCallToItsSocketWhenTwilioSaysItIsOver() {
    board.bridges();
    board.dialer.connects();

    board.calls.ended(CALL.callSid());

    assertThat(board.calls.admitted()).isEqualTo(1);
    assertThat(board.calls.outcome(CALL.callSid())).isEmpty();
    assertThat(board.dialer.model.closeCode()).isZero();
  }

  @Test
  void takesNoNoticeOfCallsItDoesNotKnow() {
    board.calls.ended("CA9");
    board.calls.abandon(new Ticket("00", call("CA9")));
    board.bridges(new Ticket("00", call("CA9")));

    assertThat(board.calls.outcome("CA9")).isEmpty();
    assertThat(board.caller.closeCode()).isEqualTo(1008);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void givesUpAUsedTicketWhoseSocketCameToNothing() {
    var ticket = board.calls.redeem(board.admits().nonce()).orElseThrow();

    board.calls.abandon(ticket);
    board.calls.abandon(ticket);

    assertThat(board.dialer.cancelled).isEqualTo(1);
    assertThat(board.calls.outcome(CALL.callSid())).contains(Termination.CALLER_LOST);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void doesNotGiveUpACallForAnOlderTicket() {
    board.admits();

    board.calls.abandon(new Ticket("00", CALL));

    assertThat(board.calls.admitted()).isEqualTo(1);
  }

  @Test
  void takesTheSameCallAgainWhenItIsOver() {
    var first = board.admits();
    board.calls.ended(CALL.callSid());

    assertThat(board.admits()).isNotEqualTo(first);
    assertThat(board.dialer.dials).isEqualTo(2);
  }
}
