package callflux.gateway.twilio;

import callflux.codec.twilio.TwiML;
import callflux.codec.twilio.TwiML.Connect;
import callflux.codec.twilio.TwiML.Dial;
import callflux.codec.twilio.TwiML.Hangup;
import callflux.codec.twilio.TwiML.Method;
import callflux.codec.twilio.TwiML.Parameter;
import callflux.codec.twilio.TwiML.Redirect;
import callflux.codec.twilio.TwiML.Reject;
import callflux.codec.twilio.TwiML.Say;
import callflux.codec.twilio.TwiML.Stream;
import callflux.gateway.agent.OpeningHours.Closed;
import callflux.gateway.agent.Overflow;
import callflux.gateway.call.Termination;
import callflux.gateway.call.Termination.Result;
import callflux.gateway.call.Ticket;
import java.util.List;
import java.util.Optional;

/// What Twilio is told to do with a call, as TwiML.
final class VoiceAnswers {
  private final TwilioConfig config;

  VoiceAnswers(TwilioConfig config) {
    this.config = config;
  }

  /// Open a media socket. Twilio asks at `action` when that has closed; should it not, the verb
  /// after `</Connect>` sends it there, so that one place decides how a call goes on.
  String connect(Ticket ticket) {
    var call = ticket.call();
    var afterStream = config.url(VoiceWebhook.AFTER_STREAM);
    var stream =
        new Stream(
            config.socketUrl(MediaStreamSocket.PATH + ticket.nonce()),
            null,
            config.url(StatusWebhook.PATH),
            // The stream's start does not tell them.
            List.of(new Parameter("from", call.from()), new Parameter("to", call.to())));
    return TwiML.response(
        new Connect(stream, afterStream, Method.POST), new Redirect(afterStream, Method.POST));
  }

  /// Nobody answers.
  String busy() {
    return TwiML.response(new Reject(Reject.Reason.BUSY));
  }

  /// Nobody answers at this time.
  String closed(Closed closed) {
    return TwiML.response(new Say(closed.text(), closed.language(), null), new Hangup());
  }

  /// There is no room for one more call to the number.
  String overflow(Overflow overflow) {
    return switch (overflow) {
      case Overflow.Busy() -> busy();
      case Overflow.Say(var text, var language) ->
          TwiML.response(new Say(text, language, null), new Hangup());
      case Overflow.Dial(var to) ->
          TwiML.response(new Dial(to.number(), null, null, null), new Hangup());
    };
  }

  /// The call is over.
  String hangUp() {
    return TwiML.response(new Hangup());
  }

  /// The media socket has closed. A caller whom we failed, or whom no instance remembers, is told
  /// so; any other has had their call.
  ///
  /// @param outcome of the call; empty if it never came to be, or was another instance's
  String afterStream(Optional<Termination> outcome) {
    return outcome.map(Termination::result).map(VoiceAnswers::isOurFault).orElse(true)
        ? sorry()
        : hangUp();
  }

  private String sorry() {
    var apology = config.apology();
    return TwiML.response(new Say(apology.text(), apology.language(), null), new Hangup());
  }

  private static boolean isOurFault(Result result) {
    return switch (result) {
      case SUCCESS, CLIENT_ERROR -> false;
      case SERVER_ERROR, UPSTREAM_ERROR -> true;
    };
  }
}
