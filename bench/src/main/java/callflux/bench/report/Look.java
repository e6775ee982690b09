package callflux.bench.report;

import callflux.bench.run.Subject;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/// How all charts of a report look.
final class Look {
  static final int WIDTH = 860;
  static final int HEIGHT = 420;

  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xE6E6E6);

  private Look() {}

  /// Always the same for the same line.
  static Color of(String name) {
    return switch (name) {
      case "Callflux", "live heap" -> new Color(0x1F77B4);
      case Subject.FLOOR, "resident" -> new Color(0x7F7F7F);
      case Subject.USUAL, "direct" -> new Color(0x2E8B57);
      case "OpenAI's Node transport" -> new Color(0x8E44AD);
      case "FastAPI" -> new Color(0xE69F00);
      default -> new Color(0xC0392B);
    };
  }

  static void put(AxesChartStyler style) {
    style.setAxisTitleFont(PlainFonts.size(14)).setAxisTickLabelsFont(PlainFonts.size(12));
    style.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    style.setAxisTickMarksColor(INK).setAxisTickLabelsColor(INK);
    style.setPlotGridVerticalLinesVisible(false);
    style
        .setBaseFont(PlainFonts.size(13))
        .setChartTitleFont(PlainFonts.size(17))
        .setLegendFont(PlainFonts.size(13))
        .setAnnotationTextFont(PlainFonts.size(12))
        .setChartFontColor(INK)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartTitleBoxVisible(false)
        .setLegendBorderColor(Color.WHITE)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setMarkerSize(7)
        .setChartPadding(12);
  }

  static Picture picture(String name, String caption, Chart<?, ?> chart) {
    var image =
        new BufferedImage(
            WIDTH * Picture.SHARPNESS, HEIGHT * Picture.SHARPNESS, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(Picture.SHARPNESS, Picture.SHARPNESS);
    chart.paint(graphics, WIDTH, HEIGHT);
    graphics.dispose();
    return new Picture(name, caption, image);
  }
}
