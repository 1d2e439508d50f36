/** A request that is ready to leave: nothing in it needs to be worked out any more. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Blob;
  /** Cookies to set for this request alone; only where the page's own origin receives it. */
  readonly cookies?: readonly (readonly [string, string])[];
  /** Whether it carries a key: then it follows no redirect, which could hand the key to another host. */
  readonly secret: boolean;
}

/** Something wrong with a request; `fatal` is what no browser or no careful client can send. */
export interface Trouble {
  readonly field: string;
  readonly message: string;
  readonly fatal: boolean;
}
