/** Does what can wait when the page has nothing better to do. */

export const whenIdle: (task: () => void) => void =
  "requestIdleCallback" in window
    ? (task) => requestIdleCallback(task, { timeout: 500 })
    : (task) => setTimeout(task, 50);
