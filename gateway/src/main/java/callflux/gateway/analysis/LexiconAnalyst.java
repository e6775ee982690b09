package callflux.gateway.analysis;

import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.archive.CallFile;
import reactor.core.publisher.Mono;

/// Reads calls with lists of words, which need nobody and cost nothing. The same call is always
/// read the same way. Of callers it takes their own words alone; of agents only those that were
/// heard.
final class LexiconAnalyst implements Analyst {
  static final String NAME = "lexicon";

  private static final int MOST_TOPICS = 5;

  private final Sentiment sentiment = new Sentiment(Lexicon.read());
  private final LeadScore leadScore = new LeadScore();
  private final PhraseBook topics = PhraseBook.read("topics.txt");
  private final Outcome outcome;
  private final FollowUps followUps;
  private final Summary summary;

  LexiconAnalyst() {
    var ends = PhraseBook.read("ends.txt");
    this.outcome = new Outcome(ends);
    this.followUps = new FollowUps(ends);
    this.summary = new Summary(ends);
  }

  @Override
  public Mono<Reading> read(CallFile call) {
    return Mono.fromSupplier(() -> Reading.found(NAME, findings(Conversation.of(call)), 0));
  }

  Findings findings(Conversation call) {
    return new Findings(
        summary.of(call),
        outcome.of(call),
        sentiment.of(call.said()),
        leadScore.of(call),
        topics.in(call.whole()).stream().map(PhraseBook.Entry::name).limit(MOST_TOPICS).toList(),
        followUps.of(call));
  }
}
