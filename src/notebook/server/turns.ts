/** Tasks of one name run one after another, in the order in which they came; a failure does not stop the next. */

export type Turns = <T>(name: string, task: () => Promise<T>) => Promise<T>;

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return (name, task) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(task, task);
    last.set(name, turn);
    return turn;
  };
}
