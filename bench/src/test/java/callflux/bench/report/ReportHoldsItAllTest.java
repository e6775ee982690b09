package callflux.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import callflux.bench.crowd.Figures.Leg;
import callflux.bench.crowd.Profile;
import callflux.bench.run.Footprint;
import callflux.bench.run.Run;
import callflux.bench.run.Subject;
import callflux.bench.study.Circumstances;
import callflux.bench.study.Finding;
import callflux.bench.study.ResultFiles;
import callflux.bench.study.Results;
import callflux.bench.study.Results.Round;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.json.JsonMapper;

class ReportHoldsItAllTest {
  private static final List<String> TABLES =
      List.of(
          "CPU: median of rounds (least to most)",
          "Latency, ms: median of rounds (least to most)",
          "Capacity: median of searches (least to most)",
          "Latency, ms",
          "What open calls hold",
          "What a call's heap is made of",
          "Soak: slopes",
          "Soak: what is left behind",
          "Machine",
          "Versions",
          "Studies");

  @TempDir private Path folder;
  private ResultFiles files = new ResultFiles(Path.of("absent"));

  @BeforeEach
  void keepSome() throws IOException {
    files = new ResultFiles(folder.resolve("results"));
    for (Profile profile : Profile.values()) {
      files.keep("compare-" + profile, results("compare", profile, null));
    }
    files.keep("load", results("load", Profile.ECHO, null));
    files.keep("capacity-callflux", results("capacity", Profile.ECHO, capacity("Callflux", 420)));
    files.keep("capacity-haproxy", results("capacity", Profile.ECHO, capacity(Subject.FLOOR, 480)));
    files.keep("memory", results("memory", Profile.ECHO, memory()));
    files.keep("soak", results("soak", Profile.ECHO, soak()));
  }

  @Test
  void resultsAreReadAsTheyWereKept() throws IOException {
    assertThat(files.read())
        .hasSize(8)
        .contains(results("soak", Profile.ECHO, soak()), results("load", Profile.ECHO, null));
  }

  @Test
  void thePageIsWellFormedAndHoldsEveryTableAndPicture() throws Exception {
    Report report = Report.of(files.read());

    Document page = parsed(HtmlPage.of(report));

    var captions = page.getElementsByTagName("caption");
    assertThat(
            IntStream.range(0, captions.getLength())
                .mapToObj(i -> captions.item(i).getTextContent()))
        .containsAll(TABLES);
    var images = page.getElementsByTagName("img");
    assertThat(images.getLength()).isEqualTo(report.pictures().size()).isGreaterThan(8);
    assertThat(page.getDocumentElement().getTextContent())
        .contains("AMD <EPYC> & co", "abc123", "callflux.gateway.call.Fan$Reader", "fastapi, 400");
  }

  @Test
  void thePageNeedsNothingBesideIt() throws Exception {
    String page = HtmlPage.of(Report.of(files.read()));

    assertThat(page).doesNotContain("http://", "https://", "<script", "<link", "@import", "url(");
    var images = parsed(page).getElementsByTagName("img");
    for (int i = 0; i < images.getLength(); i++) {
      assertThat(((Element) images.item(i)).getAttribute("src"))
          .startsWith("data:image/png;base64,");
    }
  }

  @Test
  void everyPictureHasAFileNameOfItsOwn() throws IOException {
    var pictures = Report.of(files.read()).pictures();

    assertThat(pictures).extracting(Picture::name).doesNotHaveDuplicates();
    assertThat(pictures).allSatisfy(picture -> assertThat(picture.name()).matches("[a-z-]+"));
  }

  @Test
  void theTablesAreInMarkdownToo() throws IOException {
    String markdown = MarkdownPage.of(Report.of(files.read()));

    TABLES.forEach(table -> assertThat(markdown).contains("**" + table + "**"));
    assertThat(markdown).contains("| Callflux | 200 | 25 (20 to 30) | 1.25 (1 to 1.50) |");
    assertThat(markdown.lines().filter(line -> line.startsWith("|")))
        .allSatisfy(line -> assertThat(line).endsWith("|"));
  }

  @Test
  void capacityIsComparedToThoseOfTheSameKind() throws IOException {
    assertThat(MarkdownPage.of(Report.of(files.read())))
        .containsPattern("Callflux \\| echo \\| 20 \\| 420 .*\\| 0\\.88 \\|");
  }

  @Test
  void theLimitIsSevenTenthsOfWhatWasFound() throws IOException {
    Path limit = files.keepLimit(capacity("Callflux", 425), circumstances());

    var json = new JsonMapper().readTree(Files.readString(limit));
    assertThat(limit).hasFileName("capacity.json");
    assertThat(json.get("calls").asInt()).isEqualTo(297);
    assertThat(json.get("found").asInt()).isEqualTo(425);
    assertThat(json.get("budgetMillis").asDouble()).isEqualTo(20);
    assertThat(json.get("machine").get("cores").asInt()).isEqualTo(2);
    assertThat(files.read()).hasSize(8);
  }

  @Test
  void aFileThatHoldsNoResultsIsNamed() throws IOException {
    Files.writeString(folder.resolve("results/other.json"), "{]");

    assertThatThrownBy(files::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.json holds no results");
  }

  @Test
  void noResultsAreNoFailure() throws IOException {
    assertThat(new ResultFiles(folder.resolve("absent")).read()).isEmpty();
  }

  private static Document parsed(String page) throws Exception {
    String xml = page.replaceFirst("<!DOCTYPE html>\n", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
  }

  private static Results results(String study, Profile profile, @Nullable Finding finding) {
    var rounds =
        IntStream.rangeClosed(1, 2)
            .mapToObj(round ->
                new Round(
                    round,
                    List.of(
                        run("Callflux", profile, 10 + 10 * round),
                        run(Subject.USUAL, profile, 40),
                        run(Subject.FLOOR, profile, 20)),
                    round == 1 ? List.of("fastapi, 400 calls: it does not listen") : List.of()))
            .toList();
    return new Results(study, circumstances(), Map.of("--calls", "200,400"), rounds, finding);
  }

  private static Circumstances circumstances() {
    return new Circumstances(
        "2026-11-22T20:00:00Z",
        "abc123",
        new Circumstances.Machine("AMD <EPYC> & co", 2, 24_000, "Linux 6.18"),
        Map.of("jdk", "25", "netty", "4.2.18"));
  }

  private static Run run(String subject, Profile profile, double micros) {
    var legs = new EnumMap<Leg, Run.Times>(Leg.class);
    for (Leg leg : Leg.values()) {
      legs.put(leg, new Run.Times(1_000, 0.1, 0.2, 0.5, 1.25, 3, 4.5));
    }
    var cpu = new Run.Cpu(0.2, 0.3, micros, 200_000, 19);
    return new Run(subject, 200, profile, 15, cpu, legs, Map.of("frames spoken", 10L));
  }

  private static Finding.Capacity capacity(String subject, int found) {
    return new Finding.Capacity(
        subject,
        Profile.ECHO,
        20,
        found,
        List.of(
            new Finding.Capacity.Search(found, "LATE"),
            new Finding.Capacity.Search(found, "LOADS_OWN_LIMIT")),
        List.of(new Finding.Capacity.Probe(found, "HOLDS", 12, 1, 0.9)));
  }

  private static Finding.Memory memory() {
    return new Finding.Memory(
        List.of(
            new Finding.Memory.Step(100, footprint(100)),
            new Finding.Memory.Step(2_000, footprint(2_000))),
        new Finding.Memory.PerCall(33_000, 9_000.0, 60_000),
        List.of(new Finding.Memory.ClassBytes("callflux.gateway.call.Fan$Reader", 672)));
  }

  private static Finding.Soak soak() {
    return new Finding.Soak(
        List.of(footprint(1_000), footprint(2_000)),
        Map.of("heap", 1_024.0, "direct", 0.0, "threads", 0.0),
        footprint(100),
        footprint(10_000));
  }

  private static Footprint footprint(long calls) {
    return new Footprint(calls, 100, 10_000_000 + calls, 4_000_000L, 200_000_000, 33, 19);
  }
}
