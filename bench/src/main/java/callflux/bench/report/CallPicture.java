package callflux.bench.report;

import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Answer;
import callflux.bench.load.CallRecord.Mark;
import callflux.bench.load.CallRecord.Spoken;
import callflux.bench.load.CallRecord.Tapes;
import callflux.bench.load.CallRecord.Timeline;
import callflux.bench.measure.Energy;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// A recorded call as a picture: the caller's voice upwards from the middle, what the caller heard
/// downwards, and around them what happened.
public final class CallPicture {
  private static final Color CALLER = new Color(0x1F77B4);
  private static final Color MODEL = new Color(0xE69F00);
  private static final Color CUT = new Color(0xC0392B);
  private static final Color INTERRUPTING = new Color(0x8E44AD);
  private static final Color RETURNED = new Color(0x2E8B57);
  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xE6E6E6);

  /// How far from the middle things are, in dB above [Energy#FLOOR]; full scale is at 60.
  private static final double BAR = 66;

  private static final double LABEL = 73;
  private static final double MARK_SENT = -80;
  private static final double MARK_RETURNED = -87;
  private static final double TOP = 80;
  private static final double BOTTOM = -93;

  /// Left of the beginning, for the levels' labels.
  private static final double MARGIN_SECONDS = 0.4;

  private static final int HEIGHT = 760;
  private static final int PIXELS_PER_SECOND = 64;
  private static final BasicStroke BAR_STROKE =
      new BasicStroke(9, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  private static final BasicStroke DASHES =
      new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {6, 4}, 0);

  private final XYChart chart;

  private CallPicture(XYChart chart) {
    this.chart = chart;
  }

  /// Writes a PNG, replacing the file.
  ///
  /// @param call which was recorded
  public static void write(CallRecord call, Path file) throws IOException {
    Tapes tapes = Objects.requireNonNull(call.tapes(), "a call that was not recorded");
    Energy said = Energy.of(tapes.said().samples());
    Energy heard = Energy.of(tapes.heard().samples());
    double seconds = Math.max(said.frames(), heard.frames()) * Energy.FRAME_MILLIS / 1e3;
    var picture = new CallPicture(canvas(call, seconds));
    picture.scale(seconds);
    picture.voices(said, heard);
    picture.events(call.timeline());
    try (OutputStream out = Files.newOutputStream(file)) {
      ChartEncoder.saveChart(picture.chart, out, "png");
    }
  }

  private static XYChart canvas(CallRecord call, double seconds) {
    int width = (int) Math.clamp(seconds * PIXELS_PER_SECOND + 120, 1_100, 2_400);
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(HEIGHT)
            .title(title(call, seconds))
            .xAxisTitle("time since the stream began, s")
            .yAxisTitle("level per 20 ms, dBFS")
            .build();
    XYStyler style = chart.getStyler();
    style.setXAxisMin(-MARGIN_SECONDS).setXAxisMax(Math.max(1, seconds));
    style.setYAxisMin(BOTTOM).setYAxisMax(TOP).setYAxisTicksVisible(false);
    style.setPlotGridHorizontalLinesVisible(false);
    style.setXAxisDecimalPattern("0.#").setXAxisTickMarkSpacingHint(80);
    look(style);
    return chart;
  }

  private static void look(XYStyler style) {
    style.setAxisTitleFont(PlainFonts.size(14)).setAxisTickLabelsFont(PlainFonts.size(13));
    style.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    style.setAxisTickMarksColor(INK).setAxisTickLabelsColor(INK);
    style
        .setBaseFont(PlainFonts.size(13))
        .setChartTitleFont(PlainFonts.size(18))
        .setLegendFont(PlainFonts.size(13))
        .setAnnotationTextFont(PlainFonts.size(13))
        .setAnnotationTextFontColor(INK)
        .setChartFontColor(INK)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setPlotContentSize(1)
        .setChartTitleBoxVisible(false)
        .setLegendBorderColor(Color.WHITE)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setMarkerSize(7)
        .setChartPadding(14);
  }

  private static String title(CallRecord call, double seconds) {
    Timeline timeline = call.timeline();
    long interruptions = timeline.spoken().stream().filter(Spoken::interrupting).count();
    return String.format(
        Locale.ROOT,
        "A call of %.1f s: %s, %s, %s stale after clear",
        seconds,
        count(timeline.spoken().size(), "turn"),
        count(interruptions, "barge-in"),
        count(call.counts().stale(), "frame"));
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /// Both voices have a scale of their own, which XChart's one axis can't have.
  private void scale(double seconds) {
    for (int level = 0; level > Energy.FLOOR; level -= 20) {
      for (int direction : new int[] {1, -1}) {
        double height = direction * (level - Energy.FLOOR);
        XYSeries line =
            chart.addSeries(
                "%d dBFS %d".formatted(level, direction),
                new double[] {0, seconds},
                new double[] {height, height});
        line.setMarker(SeriesMarkers.NONE).setLineColor(GRID).setLineWidth(1);
        line.setShowInLegend(false);
        chart.addAnnotation(
            new AnnotationText(String.valueOf(level), -MARGIN_SECONDS / 2, height, false));
      }
    }
  }

  private void voices(Energy said, Energy heard) {
    voice("caller's voice", said, 1, CALLER);
    voice("heard by the caller", heard, -1, MODEL);
  }

  private void voice(String name, Energy energy, int direction, Color color) {
    int frames = Math.max(1, energy.frames());
    var time = new double[frames];
    var level = new double[frames];
    for (int i = 0; i < energy.frames(); i++) {
      time[i] = i * Energy.FRAME_MILLIS / 1e3;
      level[i] = direction * (energy.decibels(i) - Energy.FLOOR);
    }
    XYSeries series = chart.addSeries(name, time, level);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
    series.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineWidth(1);
    series.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 110));
  }

  private void events(Timeline timeline) {
    spoken(timeline.spoken());
    answers("answer", timeline.answers().stream().filter(answer -> !answer.cut()).toList(), MODEL);
    answers("answer that was cut", timeline.answers().stream().filter(Answer::cut).toList(), CUT);
    lines(
        "barge-in",
        timeline.spoken().stream().filter(Spoken::interrupting).map(Spoken::from).toList(),
        INTERRUPTING);
    lines("clear", timeline.clears().stream().map(CallRecord.Clear::at).toList(), CUT);
    List<Mark> marks = timeline.marks();
    points("mark", marks.stream().map(Mark::sentAt).toList(), MARK_SENT, SeriesMarkers.TRIANGLE_UP);
    points(
        "mark returned",
        marks.stream().map(Mark::returnedAt).filter(Objects::nonNull).toList(),
        MARK_RETURNED,
        SeriesMarkers.TRIANGLE_DOWN);
  }

  private void spoken(List<Spoken> spoken) {
    double[] time = spoken.stream().flatMapToDouble(turn -> span(turn.from(), turn.to())).toArray();
    bars("turn", time, BAR, CALLER);
    spoken.forEach(turn -> label("turn " + turn.turn(), turn.from(), turn.to(), LABEL));
  }

  private void answers(String name, List<Answer> answers, Color color) {
    double[] time =
        answers.stream().flatMapToDouble(answer -> span(answer.from(), answer.to())).toArray();
    bars(name, time, -BAR, color);
    for (Answer answer : answers) {
      label(CallTable.name(answer), answer.from(), answer.to(), -LABEL);
    }
  }

  /// Two ends and a gap.
  private static DoubleStream span(Duration from, Duration to) {
    return DoubleStream.of(seconds(from), seconds(to), seconds(to));
  }

  private void bars(String name, double[] time, double height, Color color) {
    if (time.length > 0) {
      var level = new double[time.length];
      for (int i = 0; i < level.length; i++) {
        level[i] = i % 3 == 2 ? Double.NaN : height;
      }
      XYSeries series = chart.addSeries(name, time, level);
      series.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineStyle(BAR_STROKE);
    }
  }

  private void lines(String name, List<Duration> moments, Color color) {
    if (!moments.isEmpty()) {
      double[] time = moments.stream().flatMapToDouble(at -> span(at, at)).toArray();
      var level = new double[time.length];
      for (int i = 0; i < level.length; i++) {
        level[i] = i % 3 == 0 ? BOTTOM : i % 3 == 1 ? TOP : Double.NaN;
      }
      XYSeries series = chart.addSeries(name, time, level);
      series.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineStyle(DASHES);
    }
  }

  private void points(String name, List<Duration> moments, double height, Marker marker) {
    if (!moments.isEmpty()) {
      double[] time = moments.stream().mapToDouble(CallPicture::seconds).toArray();
      double[] level = DoubleStream.generate(() -> height).limit(time.length).toArray();
      XYSeries series = chart.addSeries(name, time, level);
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      series.setMarker(marker).setMarkerColor(height == MARK_SENT ? INK : RETURNED);
    }
  }

  private void label(String text, Duration from, Duration to, double height) {
    chart.addAnnotation(new AnnotationText(text, (seconds(from) + seconds(to)) / 2, height, false));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
