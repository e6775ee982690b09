// Charts by day, on uPlot, each with a table that says the same.

import { make } from "./element.js";
import { edges, stacks } from "./stacks.js";
import { SUBJECTS } from "./subjects.js";
import { fill } from "./tables.js";
import * as text from "./text.js";

const HEIGHT = 180; // CSS pixels
const LABEL = 68; // CSS pixels that a day's name may take
const GUTTER = 62; // CSS pixels for what is written at the left
const STEPS = [1, 2, 7, 14, 21, 28];
const HALF_DAY = 43_200; // seconds: a bar stands in the middle of its day

/** Puts the charts into a host. The function that is returned draws them. */
export function charts(host) {
  const all = SUBJECTS.map((subject) => new Chart(subject));
  host.append(...all.map(({ element }) => element));
  return (view) => all.forEach((chart) => chart.show(view));
}

class Chart {
  #subject;
  #plot = make("div", "plot");
  #readout = make("output", "readout");
  #legend = make("ul", "legend");
  #table = make("table", "");
  #details = make("details", "", make("summary", "", "Table"), make("div", "wide", this.#table));
  #drawn = null;
  #view = null;
  #layers = [];

  constructor(subject) {
    this.#subject = subject;
    const head = make("figcaption", "", make("h3", "", subject.title), this.#readout);
    this.element = make("figure", "card chart", head, this.#plot, this.#legend, this.#details);
    this.#plot.role = "img";
    this.#details.querySelector("summary").ariaLabel = `${subject.title} by day as a table`;
    this.#details.addEventListener("toggle", () => this.#fill());
    new ResizeObserver(() => this.#fit()).observe(this.#plot);
  }

  show(view) {
    this.#view = view;
    this.#layers = this.#subject.stacked ? stacks(view.lines, view.days) : [];
    this.#draw();
    this.#read(null);
    this.#name();
    this.#fill();
  }

  #draw() {
    this.#drawn?.destroy();
    const xs = this.#view.days.map((day) => Date.parse(day) / 1_000);
    const colours = palette();
    const series = this.#subject.stacked ? this.#stacked(colours) : [this.#single(colours)];
    this.#drawn = new uPlot(this.#options(colours, series), [xs, ...series.map(({ data }) => data)], this.#plot);
  }

  #options(colours, series) {
    const pen = { stroke: colours.quiet, font: `12px ${getComputedStyle(document.body).fontFamily}` };
    return {
      width: this.#plot.clientWidth,
      height: HEIGHT,
      padding: [10, 22, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        sync: { key: "day" },
        ...(this.#subject.line ? {} : { points: { show: false } }),
      },
      scales: {
        x: { time: false, range: (_, low, high) => [low - HALF_DAY, high + HALF_DAY] },
        y: { range: (_, low, high) => this.#subject.range(low, high) },
      },
      axes: [
        {
          ...pen,
          size: 30,
          grid: { show: false },
          ticks: { stroke: colours.edge, width: 1, size: 4 },
          splits: (plot) => this.#splits(plot),
          values: (_, splits) => splits.map((at) => text.day(at * 1_000)),
        },
        {
          ...pen,
          size: GUTTER,
          space: 34,
          grid: { stroke: colours.edge, width: 1 },
          ticks: { show: false },
          values: (_, splits) => splits.map(this.#subject.axis),
        },
      ],
      series: [{}, ...series.map(({ data, ...look }) => look)],
      hooks: { setCursor: [(plot) => this.#read(plot.cursor.idx)] },
    };
  }

  /** Layers lie behind each other, the highest at the back. */
  #stacked(colours) {
    return edges(this.#layers)
      .map((data, i) => ({ data, ...bars(colours.series[i]) }))
      .reverse();
  }

  #single(colours) {
    const data = this.#values();
    if (!this.#subject.line) {
      return { data, ...bars(colours.series[0]) };
    }
    const stroke = colours.series[0];
    return { data, stroke, width: 2, points: { size: 5, width: 1, stroke, fill: stroke } };
  }

  #values() {
    return this.#view.sums.map(this.#subject.of);
  }

  /** Days to name: the last one, and back from it in even steps. */
  #splits(plot) {
    const { days } = this.#view;
    const room = Math.max(2, Math.floor((plot.width - GUTTER) / LABEL));
    const step = STEPS.find((step) => Math.ceil(days.length / step) <= room) ?? STEPS.at(-1);
    return days.filter((_, i) => (days.length - 1 - i) % step === 0).map((day) => Date.parse(day) / 1_000);
  }

  /** Says one day's figure, or what the period came to. */
  #read(i) {
    const { of, tell, whole } = this.#subject;
    const { days, sums, sum } = this.#view;
    const one = i !== null && i !== undefined && sums[i];
    this.#readout.replaceChildren(
      make("strong", "", tell(of(one ? sums[i] : sum))),
      ` ${one ? text.day(days[i]) : whole}`,
    );
    this.#legends(one ? i : null);
  }

  #legends(i) {
    this.#legend.hidden = this.#layers.length < 2;
    this.#legend.replaceChildren(
      ...this.#layers.map(({ name, calls }, layer) => {
        const swatch = make("span", `swatch series-${layer + 1}`);
        const count = i === null ? calls.reduce((a, b) => a + b, 0) : calls[i];
        return make("li", "", swatch, make("bdi", "", name), make("span", "count", ` ${text.whole(count)}`));
      }),
    );
  }

  /** For those who listen to the page: what a look at the chart would tell. */
  #name() {
    const values = this.#values().filter((value) => value !== null);
    const { title, tell } = this.#subject;
    const span = values.length ? `, from ${tell(Math.min(...values))} to ${tell(Math.max(...values))}` : "";
    this.#plot.ariaLabel = `${title} by day${span}`;
  }

  #fill() {
    if (!this.#details.open || !this.#view) {
      return;
    }
    const values = this.#values();
    const { title, tell } = this.#subject;
    const columns = ["Day", title, ...(this.#layers.length > 1 ? this.#layers.map(({ name }) => name) : [])];
    const rows = this.#view.days.map((day, i) => [
      day,
      tell(values[i]),
      ...(columns.length > 2 ? this.#layers.map(({ calls }) => text.whole(calls[i])) : []),
    ]);
    fill(this.#table, `${title} by day`, columns, rows.reverse());
  }

  #fit() {
    if (this.#drawn && this.#plot.clientWidth > 0 && this.#plot.clientWidth !== this.#drawn.width) {
      this.#drawn.setSize({ width: this.#plot.clientWidth, height: HEIGHT });
    }
  }
}

function bars(fill) {
  return { fill, stroke: fill, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.72, 36] }) };
}

/** The page's colours as they are now, light or dark. */
function palette() {
  const style = getComputedStyle(document.body);
  const colour = (name) => style.getPropertyValue(name).trim();
  return {
    quiet: colour("--quiet"),
    edge: colour("--edge"),
    series: [1, 2, 3, 4, 5, 6].map((i) => colour(`--series-${i}`)),
  };
}
