package callflux.gateway.call;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.call.Admission.Reason;
import callflux.gateway.call.CallFailure.CallerLost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// Admits calls, dials the model for them, bridges them, and knows the live ones.
///
/// Every admitted call holds one permit, which comes back on whichever way out it takes. Safe for
/// any thread.
public final class Calls implements CallControl {
  private final Reach reach;
  private final List<CallListener> listeners;
  private final Budget budget;
  private final Terms terms;
  private final LongSupplier nanos;

  private final Permits permits;
  private final Map<String, Admitted> bySid = new ConcurrentHashMap<>();
  private final Map<String, Admitted> byNonce = new ConcurrentHashMap<>();
  private final Outcomes outcomes = new Outcomes(InstantSource.system());
  private final Sinks.One<Termination> ordered = Sinks.one();
  private final Nonces nonces = new Nonces();
  private volatile boolean draining;

  public Calls(ModelDialer dialer, List<CallListener> listeners, Terms terms) {
    this(new Reach(dialer, Tools.NONE), listeners, Budget.UNLIMITED, terms);
  }

  /// @param budget whether there is money for one more
  public Calls(Reach reach, List<CallListener> listeners, Budget budget, Terms terms) {
    this(reach, listeners, budget, terms, System::nanoTime);
  }

  /// @param nanos the clock that calls are timed by
  Calls(Reach reach, List<CallListener> listeners, Budget budget, Terms terms, LongSupplier nanos) {
    this.nanos = nanos;
    this.reach = reach;
    this.listeners = List.copyOf(listeners);
    this.budget = budget;
    this.terms = terms;
    this.permits = new Permits(terms.caps(), System::nanoTime);
    Clip.load();
  }

  /// Whom calls can turn to.
  ///
  /// @param dialer for a model
  /// @param tools for what a model asks for
  /// @param keeper to keep what is said
  public record Reach(ModelDialer dialer, Tools tools, Keeper keeper) {

    /// Nothing has to be kept.
    public Reach(ModelDialer dialer, Tools tools) {
      this(dialer, tools, Keeper.ALWAYS);
    }
  }

  /// How many calls, and how long one may take to come.
  ///
  /// @param caps on calls that are live or on their way
  /// @param ticketLife from the webhook to the media socket
  public record Terms(Caps caps, Duration ticketLife) {

    /// So many calls at once, whoever's they are.
    public Terms(int mostCalls, Duration ticketLife) {
      this(Caps.of(mostCalls), ticketLife);
    }
  }

  /// Takes a permit for a call and starts dialling its model. The same call again gets the same
  /// ticket while it lasts, so that a repeated webhook makes no second session.
  public Admission admit(Call call) {
    var refusal = new AtomicReference<>(Reason.ALREADY_LIVE);
    var admitted = bySid.computeIfAbsent(call.callSid(), _ -> admitted(call, refusal::set));
    if (admitted != null && byNonce.containsKey(admitted.ticket.nonce())) {
      return new Admission.Admitted(admitted.ticket);
    }
    var reason = refusal.get();
    listeners.forEach(listener -> listener.turnedAway(call, reason));
    return new Admission.TurnedAway(reason);
  }

  private @Nullable Admitted admitted(Call call, Consumer<Reason> refusal) {
    var reason = whyNot(call);
    if (reason != null) {
      refusal.accept(reason);
      return null;
    }
    var admitted = new Admitted(new Ticket(nonces.next(), call));
    byNonce.put(admitted.ticket.nonce(), admitted);
    // Not before it can be found: a ticket that dies unseen would keep its permit.
    admitted.expireIn(terms.ticketLife());
    listeners.forEach(listener -> listener.admitted(call));
    return admitted;
  }

  /// Takes a permit, or says why there is none.
  private @Nullable Reason whyNot(Call call) {
    if (!call.isWelcome()) {
      return Reason.COUNTRY;
    }
    if (draining) {
      return Reason.DRAINING;
    }
    if (!reach.keeper().hasRoom()) {
      return Reason.NOT_KEPT;
    }
    return budget.isSpent(call) ? Reason.SPENT : permits.take(call);
  }

  /// Takes a ticket, once: a nonce that was used, has expired or was never given is worth nothing.
  public Optional<Ticket> redeem(String nonce) {
    return Optional.ofNullable(byNonce.remove(nonce)).map(Admitted::redeemed);
  }

  /// Bridges a caller who speaks the agent's format.
  public Mono<Void> bridge(Ticket ticket, Leg<Inbound, Outbound> caller) {
    return bridge(ticket, caller, ticket.call().agent().session().format());
  }

  /// Bridges a caller whose ticket was redeemed to the model that was dialled for it.
  ///
  /// @param line the caller's format: where the agent's is another, its speech is transcoded
  /// @return completes when the call has ended and both legs are closed; never fails
  public Mono<Void> bridge(Ticket ticket, Leg<Inbound, Outbound> caller, AudioFormat line) {
    return Mono.defer(() -> {
      var admitted = bySid.get(ticket.call().callSid());
      return admitted == null
          ? caller.close(1008, "unknown call")
          : new LiveCall(admitted, caller, line).run();
    });
  }

  /// Gives back the permit of a redeemed ticket whose socket came to nothing.
  public void abandon(Ticket ticket) {
    var admitted = bySid.get(ticket.call().callSid());
    if (admitted != null && admitted.ticket.equals(ticket)) {
      admitted.discard(Termination.CALLER_LOST);
    }
  }

  /// Twilio says that the call is over: a ticket that was not redeemed dies with it. A live call is
  /// left to its socket.
  public void ended(String callSid) {
    var admitted = bySid.get(callSid);
    if (admitted != null && byNonce.remove(admitted.ticket.nonce()) != null) {
      admitted.discard(Termination.CALLER_HUNG_UP);
    }
  }

  @Override
  public void wrapUp(String callSid, Termination why) {
    var admitted = bySid.get(callSid);
    if (admitted != null) {
      admitted.wrapUp.tryEmitValue(why);
    }
  }

  @Override
  public void end(String callSid, Termination why) {
    var admitted = bySid.get(callSid);
    if (admitted != null) {
      admitted.end.tryEmitValue(why);
    }
  }

  /// How a call ended, if it did not long ago.
  public Optional<Termination> outcome(String callSid) {
    return outcomes.of(callSid);
  }

  /// What a live call has come to so far, its counts perhaps a moment old. Empty unless its caller
  /// is there.
  public Optional<CallSummary> soFar(String callSid) {
    return Optional.ofNullable(bySid.get(callSid))
        .flatMap(admitted -> Optional.ofNullable(admitted.live))
        .map(LiveCall::soFar);
  }

  /// Calls that hold a permit: live ones and those on their way.
  public int admitted() {
    return bySid.size();
  }

  /// Whether new calls are turned away because the gateway stops.
  public boolean draining() {
    return draining;
  }

  /// Admits no more calls, and waits until those there are have ended; when patience ends, they are
  /// ended.
  ///
  /// @return completes when no call is left, or two seconds after they were told to end
  public Mono<Void> drain(Duration patience) {
    return Mono.defer(() -> {
      draining = true;
      return idle()
          .timeout(
              patience,
              Mono.defer(() -> {
                ordered.tryEmitValue(Termination.DRAINED);
                return idle().timeout(Duration.ofSeconds(2), Mono.empty());
              }));
    });
  }

  private Mono<Void> idle() {
    return Flux.interval(Duration.ZERO, Duration.ofMillis(50))
        .onBackpressureDrop()
        .filter(_ -> bySid.isEmpty())
        .next()
        .then();
  }

  /// A call with a permit, and its model, which is being dialled.
  private final class Admitted {
    private final Ticket ticket;
    private final CompletableFuture<@Nullable Leg<ServerEvent, ClientEvent>> model;
    private final Sinks.One<Termination> end = Sinks.one();
    private final Sinks.One<Termination> wrapUp = Sinks.one();
    private final long at = nanos.getAsLong();
    private volatile Disposable expiry = () -> {};
    private volatile @Nullable LiveCall live;

    Admitted(Ticket ticket) {
      this.ticket = ticket;
      this.model = reach.dialer().dial(ticket.call().agent()).toFuture();
    }

    void expireIn(Duration life) {
      expiry = Schedulers.parallel().schedule(this::expire, life.toMillis(), MILLISECONDS);
    }

    private void expire() {
      if (byNonce.remove(ticket.nonce()) != null) {
        discard(Termination.CALLER_LOST);
      }
    }

    Ticket redeemed() {
      expiry.dispose();
      return ticket;
    }

    /// The call came to nothing: its model is hung up on, whether it has answered or not.
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a leg that nobody wants
    void discard(Termination termination) {
      expiry.dispose();
      model.thenCompose(leg -> requireNonNull(leg).close(1000, "no caller").toFuture());
      model.cancel(false);
      finish(termination);
    }

    void finish(Termination termination) {
      if (bySid.remove(ticket.call().callSid(), this)) {
        outcomes.remember(ticket.call().callSid(), termination);
        permits.giveBack(ticket.call());
      }
    }
  }

  /// A call whose caller is there.
  private final class LiveCall implements CallListener {
    private final Admitted admitted;
    private final Call call;
    private final Leg<Inbound, Outbound> caller;
    private final AudioFormat line;
    private final Tally tally;
    private final long began = nanos.getAsLong();

    LiveCall(Admitted admitted, Leg<Inbound, Outbound> caller, AudioFormat line) {
      this.admitted = admitted;
      this.call = admitted.ticket.call();
      this.caller = caller;
      this.line = line;
      var all = new ArrayList<>(listeners);
      all.add(this);
      this.tally = new Tally(call, all, nanos);
      all.add(new StartTimes(admitted.at, began, tally));
      admitted.live = this;
    }

    Mono<Void> run() {
      return Mono.fromFuture(admitted.model, true)
          .onErrorMap(CancellationException.class, _ -> new CallerLost("given up"))
          .flatMap(this::talk)
          .onErrorResume(this::fail)
          .doOnNext(this::end)
          .doFinally(this::desert)
          .then();
    }

    /// Twilio asks what to do next as soon as its socket closes: the outcome is there before that.
    @Override
    public void happened(Call ignored, CallEvent event) {
      if (event instanceof CallEvent.Ending ending) {
        outcomes.remember(call.callSid(), ending.termination());
      }
    }

    private Mono<Termination> talk(Leg<ServerEvent, ClientEvent> model) {
      listeners.forEach(listener -> listener.answered(call));
      var end = Mono.firstWithValue(ordered.asMono(), admitted.end.asMono());
      var orders = new Orders(end, admitted.wrapUp.asMono());
      var spoken = TranscodedModel.on(line, call.agent().session().format(), model);
      var toolbox = new Toolbox(reach.tools(), call, tally);
      return new CallBridge(caller, spoken, line, call, toolbox, tally, orders).run();
    }

    private Mono<Termination> fail(Throwable failure) {
      var end = End.of(failure);
      outcomes.remember(call.callSid(), end.termination());
      return caller.close(end.closeCode(), end.reason()).thenReturn(end.termination());
    }

    /// Nobody waits for the call any more: its model may have answered, or still be dialled.
    private void desert(SignalType signal) {
      if (signal == SignalType.CANCEL) {
        admitted.discard(Termination.CALLER_LOST);
        end(Termination.CALLER_LOST);
      }
    }

    private void end(Termination termination) {
      admitted.finish(termination);
      var summary = soFar();
      tally.end(() -> listeners.forEach(listener -> listener.ended(call, termination, summary)));
    }

    CallSummary soFar() {
      return tally.summary(tally.since(began));
    }
  }
}
