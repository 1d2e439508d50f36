/** Root of the built site: scripts stand in `assets/gatepost/`, whatever path the site is served under. */
export const SITE_ROOT = new URL("../../", import.meta.url);
