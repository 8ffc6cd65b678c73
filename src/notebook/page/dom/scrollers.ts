/** What scrolls sideways must be reachable by keyboard; what does not is no stop on the way. */

const candidates = ".katex-display, .prose pre, .prose table, pre.source, .outputs pre, .output.html";

export function watchScrollers(root: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const mark = () => {
    clearTimeout(timer);
    timer = setTimeout(() => markScrollers(root), 250);
  };
  new MutationObserver(mark).observe(root, { childList: true, subtree: true });
  new ResizeObserver(mark).observe(root);
}

function markScrollers(root: HTMLElement): void {
  const scrollers = [...root.querySelectorAll<HTMLElement>(candidates)];
  const overflow = scrollers.map((each) => each.scrollWidth > each.clientWidth + 1);
  scrollers.forEach((each, index) => {
    if (overflow[index]) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  });
}
