package callflux.gateway.analysis;

import callflux.gateway.analysis.AnalysisConfig.Price;
import callflux.gateway.analysis.AnalysisConfig.Responses;
import callflux.gateway.analysis.AnalysisConfig.Webhook;
import callflux.gateway.config.Amounts;
import callflux.gateway.config.Secret;
import callflux.gateway.config.Section;
import callflux.gateway.config.Settings;
import callflux.gateway.http.Egress;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the reading of calls is written in the configuration file: `analysis`.
public final class AnalysisSettings {
  private static final String KEY = "OPENAI_API_KEY";
  private static final String REALTIME_URL = "OPENAI_REALTIME_URL";
  private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");
  private static final Secret NO_SECRET = new Secret("unset-unset-unset");
  private static final URI NOWHERE = URI.create("https://unset.invalid");
  private static final Price NO_PRICE = new Price(0, 0);

  private final Settings settings;
  private final Section section;
  private final Egress egress;

  private AnalysisSettings(Settings settings, Egress egress) {
    this.settings = settings;
    this.section = settings.file().section("analysis");
    this.egress = egress;
  }

  /// Faults go to the settings. A key that is not set makes it the lexicon that reads, but for one
  /// that the file names; in local mode for that, too.
  ///
  /// @param egress where a webhook may be
  public static AnalysisConfig read(Settings settings, Egress egress) {
    var reader = new AnalysisSettings(settings, egress);
    return new AnalysisConfig(
        reader.responses(), reader.webhook(), reader.section.bool("enabled", true));
  }

  private @Nullable Responses responses() {
    var url = section.word("url");
    var model = section.word("model").orElse(Responses.DEFAULT_MODEL);
    var named = variable(section, "key_env");
    var price = price(model);
    if (url.isPresent() && named.isEmpty()) {
      section.fault("key_env", "is not set", "name the variable that holds that server's key");
      return null;
    }
    var variable = named.or(this::usual);
    var key = variable.flatMap(settings::env).map(Secret::new);
    if (key.isEmpty()) {
      if (named.isPresent() && !egress.local()) {
        settings.fault(named.get(), "is not set", "set it to the key for reading calls");
      }
      return null;
    }
    var cost =
        price.orElseGet(() -> {
          section.fault(
              "price",
              "is not known for this model",
              "give what a million tokens cost: in and out");
          return NO_PRICE;
        });
    var place =
        settings.make(
            "analysis.url",
            () ->
                new Responses(
                    url.map(AnalysisSettings::uri).orElse(Responses.OPENAI),
                    model,
                    NO_SECRET,
                    cost),
            () -> new Responses(NOWHERE, model, NO_SECRET, cost));
    Supplier<Responses> whole = () -> new Responses(place.url(), model, key.get(), cost);
    return named.isPresent()
        ? settings.make(named.get(), whole, () -> place)
        : unlessRefused(whole, place);
  }

  /// What is wrong with the key for calls is told where that is read.
  private static Responses unlessRefused(Supplier<Responses> whole, Responses otherwise) {
    try {
      return whole.get();
    } catch (IllegalArgumentException _) {
      return otherwise;
    }
  }

  /// The key for calls, if it is OpenAI's: another server's is nothing that OpenAI should be shown.
  private Optional<String> usual() {
    boolean elsewhere =
        settings.env(REALTIME_URL).isPresent() || settings.file().section("upstream").has("url");
    return elsewhere ? Optional.empty() : Optional.of(KEY);
  }

  private Optional<Price> price(String model) {
    if (!section.has("price")) {
      return Price.of(model);
    }
    var price = section.section("price");
    return Optional.of(new Price(Amounts.price(price, "in"), Amounts.price(price, "out")));
  }

  private @Nullable Webhook webhook() {
    var webhook = section.section("webhook");
    var url = webhook.word("url");
    var variable = variable(webhook, "secret_env");
    if (url.isEmpty()) {
      if (variable.isPresent()) {
        webhook.fault("url", "is not set", "give one like https://example.com/calls");
      }
      return null;
    }
    if (variable.isEmpty()) {
      webhook.fault("secret_env", "is not set", "name the variable that holds the secret");
      return null;
    }
    var secret = settings.env(variable.get()).map(Secret::new);
    if (secret.isEmpty()) {
      if (!egress.local()) {
        settings.fault(variable.get(), "is not set", "make one with `openssl rand -hex 32`");
      }
      return null;
    }
    var place =
        settings.make(
            "analysis.webhook.url",
            () -> new Webhook(uri(url.get()), NO_SECRET, egress),
            () -> new Webhook(NOWHERE, NO_SECRET, egress));
    return settings.make(
        variable.get(), () -> new Webhook(place.url(), secret.get(), egress), () -> place);
  }

  private static Optional<String> variable(Section section, String key) {
    var name = section.word(key);
    if (name.isPresent() && !VARIABLE.matcher(name.get()).matches()) {
      section.fault(
          key, "is no environment variable", "name the one that holds it, not what it holds");
      return Optional.empty();
    }
    return name;
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is no URL; give one like https://example.com/", e);
    }
  }
}
