/** The works that the course draws on, by year, and the line that each belongs to. */

/** What a work is about. */
export type HistoryLine = "training" | "plain cell" | "gates" | "looking back" | "return";

/** One work. */
export interface HistoryEntry {
  readonly year: number;
  readonly line: HistoryLine;
  readonly name: string;
  readonly authors: string;
}

const entry = (year: number, line: HistoryLine, name: string, authors: string): HistoryEntry => ({
  year,
  line,
  name,
  authors,
});

/** From backpropagation to the recurrent models of 2024, in the order of the years. */
export const history: readonly HistoryEntry[] = [
  entry(1986, "training", "backpropagation", "Rumelhart, Hinton & Williams"),
  entry(1989, "training", "teacher forcing", "Williams & Zipser"),
  entry(1990, "plain cell", "simple recurrent network", "Elman"),
  entry(1990, "training", "BPTT", "Werbos"),
  entry(1994, "training", "long lags are hard", "Bengio, Simard & Frasconi"),
  entry(1997, "gates", "LSTM", "Hochreiter & Schmidhuber"),
  entry(1997, "plain cell", "both directions", "Schuster & Paliwal"),
  entry(2000, "gates", "forget gate", "Gers, Schmidhuber & Cummins"),
  entry(2002, "gates", "peepholes", "Gers, Schraudolph & Schmidhuber"),
  entry(2013, "training", "clipping", "Pascanu, Mikolov & Bengio"),
  entry(2014, "gates", "GRU", "Cho and others"),
  entry(2014, "looking back", "sequence to sequence", "Sutskever, Vinyals & Le"),
  entry(2015, "looking back", "attention", "Bahdanau, Cho & Bengio"),
  entry(2015, "plain cell", "IRNN", "Le, Jaitly & Hinton"),
  entry(2017, "looking back", "Transformer", "Vaswani and others"),
  entry(2018, "gates", "chrono start", "Tallec & Ollivier"),
  entry(2022, "return", "S4", "Gu, Goel & Ré"),
  entry(2023, "return", "RWKV", "Peng and others"),
  entry(2023, "return", "Mamba", "Gu & Dao"),
  entry(2024, "return", "xLSTM", "Beck and others"),
  entry(2024, "return", "minGRU", "Feng and others"),
];
