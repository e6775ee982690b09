package callflux.gateway.simulator.local;

import com.sun.speech.freetts.FreeTTSSpeakable;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/// Plain text for FreeTTS, which nobody waits for.
record Sentence(String text) implements FreeTTSSpeakable {
  @Override
  public void started() {}

  @Override
  public void completed() {}

  @Override
  public void cancelled() {}

  @Override
  public boolean isCompleted() {
    return false;
  }

  @Override
  public boolean waitCompleted() {
    return true;
  }

  @Override
  public boolean isPlainText() {
    return true;
  }

  @Override
  public boolean isStream() {
    return false;
  }

  @Override
  public boolean isDocument() {
    return false;
  }

  @Override
  public String getText() {
    return text;
  }

  @Override
  public @Nullable Document getDocument() {
    return null;
  }

  @Override
  public @Nullable InputStream getInputStream() {
    return null;
  }
}
