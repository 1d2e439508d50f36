/** What a file says, and the version by which a later state is told from it. */
export interface Edition {
  readonly text: string;
  readonly version: string;
}

export interface GuideFile extends Edition {
  /** Path in the docs folder. */
  readonly name: string;
}

export interface Finding {
  readonly line: number;
  readonly message: string;
}

export interface Preview {
  readonly html: string;
  readonly problems: readonly Finding[];
  /** The version that the file has on disk now. */
  readonly version: string;
}

export type Saved = { readonly ok: true; readonly version: string } | { readonly ok: false; readonly now: Edition };

/** Why the server did not do what it was asked for, in words for the writer. */
export class RefusedError extends Error {}

/** `mkdocs serve`, which reads and writes the guides. */
export class Server {
  readonly #start: string;
  readonly #token: string;

  constructor(start: string, token: string) {
    this.#start = start;
    this.#token = token;
  }

  /** The file of the page at a URL relative to the site; nothing where the page is not written by hand. */
  async guide(url: string): Promise<GuideFile | undefined> {
    const answer = await this.#ask(`guide?url=${encodeURIComponent(url)}`);
    return answer.status === 404 ? undefined : ((await read(answer)) as GuideFile);
  }

  async preview(name: string, text: string): Promise<Preview> {
    return (await read(await this.#ask("preview", { name, text }))) as Preview;
  }

  /** Write a text, unless the file is no longer what the writer began with. */
  async save(name: string, text: string, version: string): Promise<Saved> {
    const answer = await this.#ask("save", { name, text, version });
    if (answer.status === 409) return { ok: false, now: (await answer.json()) as Edition };
    return { ok: true, version: ((await read(answer)) as { version: string }).version };
  }

  async #ask(call: string, body?: object): Promise<Response> {
    const headers = { "X-Gatepost-Edit": this.#token, ...(body && { "Content-Type": "application/json" }) };
    try {
      return await fetch(`${this.#start}${call}`, {
        ...(body && { method: "POST", body: JSON.stringify(body) }),
        headers,
        cache: "no-store",
      });
    } catch {
      throw new RefusedError("mkdocs serve does not answer. Start it again; your text is kept in this tab.");
    }
  }
}

async function read(answer: Response): Promise<unknown> {
  const value: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return value;
  const told = (value as { error?: unknown } | undefined)?.error;
  throw new RefusedError(typeof told === "string" ? told : `mkdocs serve answered ${answer.status}.`);
}
