package callflux.gateway.softphone;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.Door;
import callflux.gateway.softphone.SoftphoneConfig.Access;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The page is what the gateway made it: nothing from elsewhere, nothing inline.
class PageIsHeldToItsPolicyTest {
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");

  private final Rig rig = Rig.local();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void everyFileSaysWhatABrowserMustHoldTo() {
    for (var name : SoftphoneRoutes.FILES) {
      var answer = rig.gets("/phone/" + name);

      assertThat(answer.status()).as(name).isEqualTo(200);
      assertThat(answer.header("content-security-policy"))
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
          .contains("connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
      assertThat(answer.header("permissions-policy")).startsWith("microphone=(self), camera=()");
      assertThat(answer.header("cross-origin-resource-policy")).isEqualTo("same-origin");
    }
  }

  @Test
  void everyFileThatIsReferredToIsThere() {
    var index = REFERENCE.matcher(rig.gets("/").body());
    assertThat(index.results().map(found -> found.group(1)))
        .hasSizeGreaterThan(2)
        .allMatch(path -> path.startsWith("/phone/"))
        .allMatch(path -> SoftphoneRoutes.FILES.contains(path.substring("/phone/".length())));
    for (var name : SoftphoneRoutes.FILES) {
      var imports = IMPORT.matcher(rig.gets("/phone/" + name).body());
      assertThat(imports.results().map(found -> found.group(1)))
          .as(name)
          .allMatch(SoftphoneRoutes.FILES::contains);
    }
  }

  @Test
  void nothingIsInline() {
    assertThat(rig.gets("/").body())
        .doesNotContainPattern("<script(?![^>]*src=)")
        .doesNotContainPattern("<style|style=|\\son[a-z]+=");
  }

  @Test
  void whatABrowserHasIsNotSentAgain() {
    var tag = rig.gets("/").header("etag");

    assertThat(tag).matches("\"[0-9a-f]{16}\"");
    assertThat(rig.gets("/", "If-None-Match: " + tag).status()).isEqualTo(304);
    assertThat(rig.gets("/", "If-None-Match: \"other\"").status()).isEqualTo(200);
  }

  @Test
  void nothingElseOfTheJarIsServed() {
    for (var path :
        new String[] {"/phone/../gateway/callflux.schema.json", "/phone/logback.xml", "/phone/"}) {
      assertThat(rig.gets(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void inServiceItIsAtItsOwnPathAlone() {
    try (var guarded = Rig.guarded()) {
      assertThat(guarded.gets("/phone").status()).isEqualTo(200);
      assertThat(guarded.gets("/").status()).isEqualTo(404);
    }
  }

  @Test
  void switchedOffThereIsNone() {
    try (var off = new Rig(Access.NOBODY, Rig.directory(Door.PLAIN, null), 10)) {
      for (var path : new String[] {"/", "/phone", "/phone/main.js", "/phone/agents"}) {
        assertThat(off.gets(path).status()).as(path).isEqualTo(404);
      }
      assertThat(off.posts("/phone/calls", "").status()).isEqualTo(404);
      assertThat(off.asksAdmin("agent=sales").status()).isEqualTo(404);
    }
  }
}
