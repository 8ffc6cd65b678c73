/** Taggers that read from the left and from both sides: overall, and tag by tag. */

import { type TaggingResult, taggerNames } from "../experiments/tagging.ts";
import type { TagCounts } from "../experiments/tagging-corpus.ts";
import { mean } from "../numeric/statistics.ts";
import { type Axis, axisOf, type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";
import { fixedText } from "./typeset.ts";

const looks = [
  { colour: quantity.hiddenState.mark, symbol: "circle" },
  { colour: quantity.hiddenState.mark, symbol: "circle-open" },
  { colour: model.gru.mark, symbol: "diamond" },
] as const;

/** Right answers on all words and on rare words, one dot per training; the dashed marks are the baseline. */
export function taggingAccuracyFigure({
  config,
  words,
  rareWords,
  baseline,
  taggers,
}: TaggingResult): Figure {
  const groups = [
    { title: "all words", axis: "", share: (of: TagCounts) => (100 * of.right) / words },
    { title: "rare words", axis: "2", share: (of: TagCounts) => (100 * of.rightRare) / rareWords },
  ];
  const middle = (config.seeds.length - 1) / 2;
  const data = groups.flatMap(({ share, axis }, at) => [
    {
      type: "scatter",
      mode: "lines",
      name: "each word's most frequent tag",
      showlegend: at === 0,
      x: [-0.6, 2.6],
      y: [share(baseline), share(baseline)],
      xaxis: `x${axis}`,
      yaxis: `y${axis}`,
      line: { color: quantity.baseline.mark, dash: "dash", width: 2 },
      hovertemplate: "%{y:.1f} % right<extra>most frequent tag</extra>",
    },
    ...taggers.map(({ name, parameters, trainings }, k) => ({
      type: "scatter",
      mode: "markers",
      name: `${name} (${parameters} parameters)`,
      showlegend: at === 0,
      x: trainings.map((_training, s) => k + 0.12 * (s - middle)),
      y: trainings.map(share),
      xaxis: `x${axis}`,
      yaxis: `y${axis}`,
      marker: { color: looks[k].colour, symbol: looks[k].symbol, size: 10, opacity: 0.85 },
      hovertemplate: `%{y:.1f} % right<extra>${name}</extra>`,
    })),
  ]);
  const across = (title: string, domain: number[]): Axis => ({
    title,
    domain,
    range: [-0.7, 2.7],
    showticklabels: false,
    zeroline: false,
    showgrid: false,
  });
  const inWords = groups.map(
    ({ title, share }) =>
      `${title}: baseline ${share(baseline).toFixed(1)} %, ${taggers.map(({ name, trainings }) => `${name} ${mean(trainings.map(share)).toFixed(1)} %`).join(", ")}`,
  );
  return {
    data,
    layout: layoutOf(
      `Right tags on sentences never trained on (${config.seeds.length} seeds each)`,
      across(groups[0].title, [0, 0.44]),
      { title: "right tags (%)" },
      {
        height: 460,
        xaxis2: axisOf(across(groups[1].title, [0.56, 1])),
        yaxis2: axisOf({ title: "right tags (%)", anchor: "x2" }),
      },
    ),
    alt: `Share of right tags, mean of ${config.seeds.length} seeds. ${inWords.join("; ")}.`,
  };
}

/** Bars: what reading in both directions gains over the wide tagger, for every tag of words that is frequent enough. */
export function tagGainFigure({ config, tags, taggers }: TaggingResult, least = 40): Figure {
  const [, wide, both] = taggerNames.map((name) => taggers.find((tagger) => tagger.name === name)!);
  const gains = tags.flatMap(({ tag, words }, id) => {
    if (words < least || !/^[A-Z]/.test(tag)) return [];
    const bySeed = config.seeds.map(
      (_, s) => (100 * (both.trainings[s].rightByTag[id] - wide.trainings[s].rightByTag[id])) / words,
    );
    return [{ tag, words, gain: mean(bySeed), low: Math.min(...bySeed), high: Math.max(...bySeed) }];
  });
  const sorted = gains.sort((a, b) => b.gain - a.gain);
  return {
    data: [
      {
        type: "bar",
        x: sorted.map(({ tag }) => tag),
        y: sorted.map(({ gain }) => gain),
        error_y: {
          type: "data",
          symmetric: false,
          array: sorted.map(({ gain, high }) => high - gain),
          arrayminus: sorted.map(({ gain, low }) => gain - low),
          color: quantity.baseline.mark,
          thickness: 1.2,
          width: 3,
        },
        customdata: sorted.map(({ words }) => words),
        marker: {
          color: sorted.map(({ gain }) => (gain >= 0 ? model.gru.mark : quantity.gradient.mark)),
        },
        hovertemplate: "%{x} (%{customdata} words)<br>%{y:+.1f} points<extra></extra>",
      },
    ],
    layout: layoutOf(
      `Gain of both directions, at equal parameters (mean and range of ${config.seeds.length} seeds)`,
      { title: `tag (Penn Treebank; at least ${least} words)`, type: "category" },
      { title: "gain (percentage points)" },
      { height: 440 },
    ),
    alt: `Gain in percentage points by tag, mean of ${config.seeds.length} seeds: ${sorted.map(({ tag, gain }) => `${tag} ${fixedText(gain, 1)}`).join(", ")}.`,
  };
}
