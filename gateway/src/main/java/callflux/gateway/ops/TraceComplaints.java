package callflux.gateway.ops;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/// What the tracing library has to complain of, such as a collector that is gone, goes into our log
/// as one line, and not to the standard error with a stack.
final class TraceComplaints extends Handler {
  /// Held, because its own keeper forgets loggers that nobody holds.
  private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

  private static final org.slf4j.Logger log = LoggerFactory.getLogger(TraceComplaints.class);

  private TraceComplaints() {
    setLevel(Level.WARNING);
  }

  static void toLog() {
    if (LIBRARY.getUseParentHandlers()) {
      LIBRARY.setUseParentHandlers(false);
      LIBRARY.addHandler(new TraceComplaints());
    }
  }

  @Override
  public void publish(LogRecord complaint) {
    if (isLoggable(complaint)) {
      log.atWarn().addKeyValue("complaint", complaint.getMessage()).log("traces are not sent");
    }
  }

  @Override
  public void flush() {
    // Nothing is kept back here.
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
