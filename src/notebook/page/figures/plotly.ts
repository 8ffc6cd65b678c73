/** The part of plotly.js that the course draws with. Loaded when the first figure comes into view. */

/// <reference path="./plotly-modules.d.ts" />

import bar from "plotly.js/lib/bar";
import box from "plotly.js/lib/box";
import contour from "plotly.js/lib/contour";
import Plotly from "plotly.js/lib/core";
import heatmap from "plotly.js/lib/heatmap";
import histogram from "plotly.js/lib/histogram";
import sankey from "plotly.js/lib/sankey";
import violin from "plotly.js/lib/violin";

Plotly.register([bar, box, contour, heatmap, histogram, sankey, violin]);

export { Plotly };
