package callflux.gateway.twilio;

import callflux.gateway.http.LogLimit;
import callflux.gateway.http.PeerHash;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said of bad input: a counter, and a line in the log unless there was one within the last
/// second.
final class Complaints {
  private static final Logger log = LoggerFactory.getLogger(Complaints.class);

  private final TwilioMeters meters;
  private final LogLimit requests = LogLimit.oncePerSecond();

  Complaints(TwilioMeters meters) {
    this.meters = meters;
  }

  /// A request is not believed.
  ///
  /// @param url that should have been signed
  void notBelieved(@Nullable InetSocketAddress peer, String reason, String url) {
    meters.authFailure(reason);
    requests.run(unsaid ->
        log.atWarn()
            .addKeyValue("reason", reason)
            .addKeyValue("url", withoutSecrets(url))
            .addKeyValue("peer", PeerHash.of(peer))
            .addKeyValue("unsaid", unsaid)
            .log("a request was not believed to be Twilio's"));
  }

  /// The nonce is the last segment of the media socket's path; a query is somebody's own.
  private static String withoutSecrets(String url) {
    int media = url.indexOf(MediaStreamSocket.PATH);
    if (media >= 0) {
      return url.substring(0, media) + MediaStreamSocket.PATH + "…";
    }
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query) + "?…";
  }
}
