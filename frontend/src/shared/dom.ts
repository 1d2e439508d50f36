type Attributes = Readonly<Record<string, string | undefined>>;

/** Make an element; children that are strings become text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const done = new WeakMap<Element, Set<string>>();

/** The elements that `selector` finds and that `task` has not had before: pages are entered more than once. */
export function fresh<Found extends HTMLElement>(task: string, selector: string, root: ParentNode = document): Found[] {
  return [...root.querySelectorAll<Found>(selector)].filter(found => {
    const tasks = done.get(found) ?? new Set();
    if (tasks.has(task)) return false;
    done.set(found, tasks.add(task));
    return true;
  });
}
