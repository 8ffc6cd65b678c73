/**
 * Exercise X16.1: the self-test.
 *
 * Every claim of the course, once more. Write "holds", "needs care" or "false" between the quotes; what is left empty counts as
 * wrong. A group earns its points with nine in ten right, and with no false claim called "holds" nor the other way
 * round. Judge first and look up afterwards; what went wrong is told with its chapter. Check: npx unrolled grade 16.1
 */

export type Verdict = "holds" | "needs care" | "false" | "";

const verdicts: Record<string, Verdict> = {
  // A · Sequences, the recurrence and its shapes
  A1: "", // Text, speech, time series and video are sequence data: what a value means depends on its position in time.
  A2: "", // An ordinary network that is fed a bag of inputs loses what came before what.
  A3: "", // A feed-forward network becomes a recurrent one when its previous output is fed back as an input.
  A4: "", // Every recurrence has the form h_t = f(h_{t-1}, x_t), with one function f for all steps.
  A5: "", // The plain cell is h_t = tanh(W_xh x_t + b_xh + W_hh h_{t-1} + b_hh), with four parameters.
  A6: "", // The same cell written in other letters, with weights named for where they lead and a separate output equation, computes the same.
  A7: "", // An input has as many numbers as there are symbols, a state has d numbers, and d is far smaller than the vocabulary.
  A8: "", // In a sentiment model the hidden state has one number for each word of the vocabulary.
  A9: "", // What is a hidden layer in a feed-forward network is called a hidden state in a recurrent one, and a node is called a cell.
  A10: "", // The same parameters serve every time step.
  A11: "", // Since the parameters are shared, the network must work at whatever time step.
  A12: "", // The input of a recurrent layer is a tensor with axes for time, batch and features.
  A13: "", // The last hidden state is a tensor with axes for layers, batch and hidden units.
  A14: "", // A recurrent network reads inputs of any length.
  A15: "", // The size of the model does not grow with the length of the input.
  A16: "", // The history of the sequence is taken into account.
  A17: "", // The weights are shared over time.
  A18: "", // Recurrent networks are slow to compute, because time steps must wait for one another.
  A19: "", // Information from far back is hard to reach.
  A20: "", // The current state cannot see future inputs.
  A21: "", // Recurrent networks serve one-to-one, one-to-many, many-to-one, and aligned and unaligned many-to-many tasks.
  A22: "", // Recurrent networks are used for language and for speech.

  // B · The loss and backpropagation through time
  B1: "", // The loss of a sequence is the sum of the losses of its time steps.
  B2: "", // Training makes the prediction equal to the target at every time step.
  B3: "", // The total gradient is the sum of the gradients along all paths.
  B4: "", // An unrolled recurrent network is as deep as it has time steps.
  B5: "", // The gradient of the last loss by a weight is the sum, over all time steps up to the last, of the gradient by the copy of the weight at that step.
  B6: "", // For S_t = W S_{t-1} and L = W S_t the gradient of L by W is the gradient of L by S_t times that of S_t by W.
  B7: "", // A total derivative splits into an immediate part and a part that runs through the previous state, and this splits again.
  B8: "", // The gradient of the loss at step t is its gradient by S_t times the sum over k of the Jacobian from k to t times the immediate derivative at k.
  B9: "", // A many-to-many network is several many-to-one networks added together.
  B10: "", // In a many-to-one network the gradient starts at the last step and runs back through all earlier ones.
  B11: "", // A single weight is updated step by step along the sequence.
  B12: "", // Cross-entropy passes the error backwards, so that the network learns to fill in the name that stood far back.

  // C · Vanishing and exploding gradients
  "C-1": "", // The slope of tanh is below 1 except at input 0, therefore repeated products vanish.
  "C-2": "", // Because gradients vanish, old data are forgotten and long sequences are hard to learn.
  "C-3": "", // On its way to the first state the gradient is multiplied by the weight matrix many times.
  "C-4": "", // Gradients explode if the largest singular value of the weight matrix is above 1 and vanish if it is below 1.
  "C-5": "", // Small weights let the influence of old inputs shrink, large weights let it grow too large.
  "C-6": "", // The first input must pass through many steps to reach a late state.
  "C-7": "", // Over a long distance the initial value of the weight is not kept.
  "C-8": "", // The derivative of the input words becomes tiny or huge.
  "C-9": "", // The longer the chain of derivatives, the closer it comes to 0.
  "C-10": "", // Vanishing gradients mean no learning, exploding ones mean unstable learning.
  "C-11": "", // The further back in the sentence, the smaller the gradient.
  "C-12": "", // Besides the weights, tanh adds to the vanishing.
  "C-13": "", // To fill in a name that was mentioned some sentences ago a network needs a long memory.

  // D · The LSTM
  D1: "", // An LSTM has a cell state besides its hidden state.
  D2: "", // A sigmoid gives values between 0 and 1 and works like a valve.
  D3: "", // The forget gate is a sigmoid of a weighted sum of the last hidden state, the input and a bias.
  D4: "", // The input gate is such a sigmoid too, and the candidate is the same with tanh in its place.
  D5: "", // The new cell state is the old one times the forget gate plus the candidate times the input gate.
  D6: "", // The hidden state is the output gate times tanh of the cell state.
  D7: "", // A cell state of 1 means that all is kept, a cell state of 0 that all is dropped.
  D8: "", // A plain cell has one layer, an LSTM has four that act together.
  D9: "", // Gates lie between 0 and 1, both included.
  D10: "", // The LSTM, once misspelt MSTM, uses four sets of parameters where one was used before.
  D11: "", // The candidate is the cell of the current state.
  D12: "", // The cell state is the long-term state, the hidden state the short-term state.
  D13: "", // The forget gate loses what is not needed, the input gate (+) adds, the result leaves as the output, and the cell state is copied through tanh.
  D14: "", // The cell state is the most important part of an LSTM.
  D15: "", // The gates are learned.
  D16: "", // An LSTM does not have the vanishing gradient problem.
  D17: "", // The cell state hands information on entirely unchanged.
  D18: "", // The addition passes the gradient on untouched, so vanishing cannot occur.
  D19: "", // A forget gate near 1 keeps the loss of gradient small, so that it lasts long.
  D20: "", // Nothing exceeds 1, therefore nothing overflows.
  D21: "", // The forget gate decides whether the gradient is passed back.
  D22: "", // An LSTM is limited because all must go through one context vector of fixed size.
  D23: "", // An LSTM has four times the weights of a plain recurrent network with the same embedding size.
  D24: "", // An LSTM has many more parameters and therefore needs more data and more time.
  D25: "", // Memory and output can be controlled separately.
  D26: "", // A drawback of the LSTM is that its memory may be overwritten.
  D27: "", // The LSTM is slow.
  D28: "", // The LSTM is expensive and hard to run in parallel.
  D29: "", // The LSTM treats long-term and short-term information apart and adds a step that decides what is handed on.
  D30: "", // A state of fixed size cannot remember a whole long sequence, hence attention.

  // E · Peepholes
  E1: "", // Peepholes let the gates see the cell state too.
  E2: "", // With more context the gates may do better.
  E3: "", // The GRU came about by simplifying the hidden update of the peephole LSTM.

  // F · The GRU
  F1: "", // The GRU has fewer parameters and is simpler.
  F2: "", // A unit called GNU appeared after the LSTM.
  F3: "", // The reset gate is a sigmoid of the input, the last state and a bias, with its own weights.
  F4: "", // The update gate is computed with the weights of the reset gate.
  F5: "", // In the update, one minus the update gate is the share of the old state that is kept.
  F6: "", // The candidate is tanh of the input's part plus the recurrent weights applied to the reset state, plus a bias.
  F8: "", // The reset gate comes from the output gate of the LSTM.
  F9: "", // The update gate does the work of the input gate and of the forget gate.
  F10: "", // The GRU merges cell state and hidden state and has no output gate.
  F11: "", // The reset gate controls the influence of the last state.
  F12: "", // The update gate reflects the past, and the reset gate decides how present and past are reflected.
  F13: "", // An advantage of the GRU is its speed.
  F14: "", // An advantage of the GRU is that its memory cannot be overwritten as in the LSTM.
  F15: "", // A drawback of the GRU is that memory and output cannot be controlled.
  F16: "", // The LSTM kept updating the initial weight, while the GRU adds gates.
  F17: "", // LSTM and GRU perform about equally well.
  F18: "", // Take the GRU for little data and the LSTM for much.
  F19: "", // The LSTM is more widely used in practice.

  // G · Depth and both directions
  G1: "", // In a stack of layers each layer has parameters of its own.
  G2: "", // The output of a stack is the last layer's state at all time steps.
  G3: "", // The hidden state of a stack is the last time step's state of all layers.
  G4: "", // A network in both directions has twice the states, and its output is twice as wide.
  G5: "", // Reading in both directions doubles the weights.
  G6: "", // Both directions are needed for translation, dialogue and documents.
  G7: "", // Both directions are advised when the whole sentence is given, as in classification or tagging.
  G8: "", // A network in both directions cannot generate text symbol by symbol.
  G9: "", // The LSTM protects the time axis, not the depth axis.
  G10: "", // Stack up to four layers; beyond that use residual connections.

  // H · Embeddings
  H1: "", // A sparse representation maps a word to a dimension with zeros elsewhere, which saves space and may lose information.
  H2: "", // Words that occur in similar contexts have similar meanings.
  H3: "", // The distance between vectors expresses how similar words are.
  H4: "", // The weight of an embedding has vocabulary size times embedding size numbers.
  H5: "", // An embedding looks up a row.
  H6: "", // What happens inside is a one-hot vector times a matrix.
  H7: "", // An embedding is not based on differentiation and cannot follow a computed result.
  H8: "", // An embedding must stand at the input.
  H9: "", // An embedding that is too large overfits and costs more.
  H10: "", // An embedding reduces the dimension of the input and abstracts from it.
  H11: "", // In practice one feeds integer indices, not one-hot vectors.

  // I · Applications, encoder-decoder, attention and outlook
  I1: "", // Classification and tagging are the non-generative, that is, non-autoregressive uses.
  I2: "", // Autoregressive, that is, generative use is one-to-many.
  I3: "", // Sentiment with two classes is a sigmoid of the readout of h_t.
  I4: "", // For sentiment it is enough to read the last output.
  I5: "", // For generation the output of every step is needed.
  I6: "", // Tagging parts of speech is a classification of each word into 36 classes.
  I7: "", // Sequence-to-sequence models map a series to a series, as in translation and speech.
  I8: "", // An encoder is many-to-one and a decoder one-to-many.
  I9: "", // A plain decoder is fed its own previous prediction.
  I10: "", // A wrong early symbol spoils what follows.
  I11: "", // Teacher forcing feeds the truth in training and the model's own output in use.
  I13: "", // Attention lifts the limit on long sequences.
  I14: "", // The Transformer works in parallel by self-attention and overcomes the long dependencies of recurrent networks.
  I15: "", // The history runs from recurrent networks over LSTM and GRU to the Transformer.
  I16: "", // Recurrent networks and LSTM are the traditional ones, and Transformers have settled the matter.
  I17: "", // A summary closes the matter.
};

/** Your verdict on each claim. */
export function selfTest(): Record<string, Verdict> {
  if (Object.values(verdicts).every((verdict) => verdict === "")) throw new Error("TODO: exercise X16.1");
  return verdicts;
}
