/** Plotly's WebGL traces, 230 kB more: loaded only for a figure that has one. */

import cone from "plotly.js/lib/cone";
import mesh3d from "plotly.js/lib/mesh3d";
import scatter3d from "plotly.js/lib/scatter3d";
import surface from "plotly.js/lib/surface";
import { Plotly } from "./plotly.ts";

Plotly.register([cone, mesh3d, scatter3d, surface]);
