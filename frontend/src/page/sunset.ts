import { fresh } from "../shared/dom";

const DAY = 86_400_000;
const WORDS = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** Beside each day on which something ends, say how far away it is: a page that was built once cannot know. */
export function mountSunsets(): void {
  for (const time of fresh<HTMLTimeElement>("sunset", "time[data-sunset]")) {
    const words = distance(time.dateTime, Date.now());
    if (words) time.after(` (${words})`);
  }
}

/** How far an ISO date is from a moment in words: `in 30 days`, `tomorrow`; empty for what is no date. */
export function distance(day: string, now: number): string {
  const days = Math.round((Date.parse(day) - Math.floor(now / DAY) * DAY) / DAY);
  return Number.isNaN(days) ? "" : WORDS.format(days, "day");
}
