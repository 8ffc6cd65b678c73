/** What a teacher sees of the whole class: how the points are spread, which checks fail, which mistakes are made. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { escapeHtml, page } from "./page.ts";
import type { ExerciseTally, Tally } from "./tally.ts";

interface Figure {
  readonly data: readonly object[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly height: number;
  /** What the figure shows, for those who do not see it. */
  readonly text: string;
}

const most = 20;

export function overviewPage(assignment: string, tally: Tally): string {
  const plotly = readFileSync(
    createRequire(import.meta.url).resolve("plotly.js/dist/plotly-cartesian.min.js"),
    "utf8",
  );
  const body = [
    `<header><p class="quiet">Class overview</p><h1>${escapeHtml(assignment)}</h1>${summary(tally)}</header>`,
    card("Points", figureHtml(spread(tally))),
    card("Most frequent mistakes", mistakes(tally)),
    card("Checks", figureHtml(checkBars(tally)) + checkTable(tally)),
  ];
  return page({
    title: `${assignment}: class overview`,
    body: body.join("\n"),
    scripts: [plotly, drawFigures],
  });
}

const card = (title: string, content: string): string =>
  `<section class="card"><h2>${escapeHtml(title)}</h2>${content}</section>`;

function summary({ students, nothingHandedIn, late, scoreSum, maxScore, faults }: Tally): string {
  const graded = students - faults.length;
  const mean = graded > 0 ? (scoreSum / graded).toFixed(1) : "–";
  const facts = [
    `${students} students, ${students - nothingHandedIn} handed in`,
    `mean ${mean} of ${maxScore} points`,
    ...(late > 0 ? [`${late} late`] : []),
  ];
  const faulty = faults.map(escapeHtml).join(", ");
  return `<p>${facts.join(" · ")}</p>${faults.length > 0 ? `<p class="mistake">Not all judged, by a fault of the grader; grade again with --resume: ${faulty}</p>` : ""}`;
}

function spread({ tenths }: Tally): Figure {
  const names = tenths.map((_, i) => `${10 * i}–${10 * (i + 1)} %`);
  return {
    data: [
      {
        type: "bar",
        x: names,
        y: tenths,
        marker: { color: "--bar" },
        hovertemplate: "%{y} students<extra></extra>",
      },
    ],
    layout: {
      margin: { l: 50, r: 10, t: 10, b: 60 },
      xaxis: { title: { text: "share of all points" }, type: "category" },
      yaxis: { title: { text: "students" }, rangemode: "tozero", tickformat: "d" },
      bargap: 0.08,
    },
    height: 300,
    text: `How many students have which share of the points: ${tenths.map((count, i) => `${names[i]}: ${count}`).join("; ")}.`,
  };
}

function mistakes({ exercises }: Tally): string {
  const all = exercises
    .flatMap(({ id, mistakes }) => [...mistakes].map(([sentence, count]) => ({ id, sentence, count })))
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1) || (a.sentence < b.sentence ? -1 : 1))
    .slice(0, most);
  if (all.length === 0) return '<p class="quiet">No known mistake was recognised.</p>';
  const top = all[0].count;
  const rows = all.map(
    ({ id, sentence, count }) =>
      `<tr><td>${escapeHtml(id)}</td><td>${escapeHtml(sentence.replace(/^Your result equals what you get if /, "if "))}<span class="meter" aria-hidden="true"><i style="width:${Math.round((100 * count) / top)}%"></i></span></td><td class="number">${count}</td></tr>`,
  );
  return `<div class="wide"><table><thead><tr><th>Exercise</th><th>What the answer equals</th><th class="number">Answers</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

/** One bar for each check, over those who attempted the exercise. */
function checkBars({ exercises }: Tally): Figure {
  const checks = exercises
    .flatMap((exercise) => exercise.checks.map((check) => ({ exercise, check })))
    .reverse();
  const names = checks.map(({ exercise, check }) => `${exercise.id} ${check.id}`);
  const series = (name: string, color: string, values: readonly number[]): object => ({
    ...{ type: "bar", orientation: "h", name, y: names, x: values, marker: { color } },
    hovertemplate: `%{y}: %{x} ${name}<extra></extra>`,
  });
  return {
    data: [
      series(
        "passed",
        "--good",
        checks.map(({ check }) => check.passed),
      ),
      series(
        "failed",
        "--bad",
        checks.map(({ check }) => check.failed),
      ),
      series(
        "not run, or by the same mistake",
        "--line",
        checks.map(({ exercise, check }) => check.skipped + exercise.refused),
      ),
    ],
    layout: {
      barmode: "stack",
      bargap: 0.25,
      margin: { l: 70, r: 10, t: 40, b: 45 },
      xaxis: { title: { text: "students who attempted it" }, tickformat: "d", rangemode: "tozero" },
      yaxis: { type: "category", dtick: 1, ticks: "" },
      legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", traceorder: "normal" },
    },
    height: 110 + 19 * checks.length,
    text: "For each check: how many answers passed it, failed it, or were not run. The table below has the numbers.",
  };
}

function checkTable({ exercises }: Tally): string {
  const rows = exercises.flatMap((exercise) => [exerciseRow(exercise), ...checkRows(exercise)]);
  return `<details><summary>The same as a table</summary><div class="wide"><table>
<thead><tr><th>Check</th><th></th><th class="number">passed</th><th class="number">failed</th><th class="number">not run, or by the same mistake</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div></details>`;
}

function exerciseRow({ id, title, attempted, points, maxPoints }: ExerciseTally): string {
  const mean = attempted > 0 ? `, mean ${(points / attempted).toFixed(1)} of ${maxPoints}` : "";
  return `<tr><th>${escapeHtml(id)}</th><th colspan="4">${escapeHtml(title)} <span class="quiet">(${attempted} attempted${mean})</span></th></tr>`;
}

const checkRows = ({ checks, refused }: ExerciseTally): string[] =>
  checks.map(
    ({ id, title, hidden, passed, failed, skipped }) =>
      `<tr><td>${escapeHtml(id)}</td><td>${escapeHtml(title)}${hidden ? ' <span class="quiet">(hidden)</span>' : ""}</td><td class="number">${passed}</td><td class="number">${failed}</td><td class="number">${skipped + refused}</td></tr>`,
  );

function figureHtml({ data, layout, height, text }: Figure): string {
  const json = JSON.stringify({ data, layout }).replaceAll("<", "\\u003c");
  return `<div class="figure" role="img" aria-label="${escapeHtml(text)}" style="height:${height}px"></div><script type="application/json">${json}</script>`;
}

/** Colours are names of the page's own, so that the figures follow light and dark. */
const drawFigures = `const dark = matchMedia("(prefers-color-scheme: dark)");
function draw() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name).trim();
  for (const place of document.querySelectorAll(".figure")) {
    const { data, layout } = JSON.parse(place.nextElementSibling.textContent);
    for (const trace of data) trace.marker.color = color(trace.marker.color);
    for (const axis of [layout.xaxis, layout.yaxis]) Object.assign(axis, { gridcolor: color("--line"), zerolinecolor: color("--line"), fixedrange: true, automargin: true });
    Object.assign(layout, { paper_bgcolor: "transparent", plot_bgcolor: "transparent", font: { color: color("--text"), family: "system-ui, sans-serif", size: 13 } });
    Plotly.react(place, data, layout, { responsive: true, displayModeBar: false });
  }
}
draw();
dark.addEventListener("change", draw);`;
