import { type Reply, replyOf, type Sent } from "./sent";

/** A request of this page with its reply: in memory, never written anywhere. */
export interface Recent {
  readonly sent: Sent;
  readonly reply: Reply;
}

const MOST = 12;
// A reply holds on to all of its bytes.
const LARGEST = 8 * 1024 * 1024;

let all: readonly Recent[] = [];

/** Hold on to a request whose reply has come. */
export function recall(sent: Sent): void {
  const reply = replyOf(sent);
  if (reply && reply.size <= LARGEST) all = [{ sent, reply }, ...all].slice(0, MOST);
}

/** Requests of one operation since the page was loaded, newest first. */
export function recent(operation: string): readonly Recent[] {
  return all.filter(({ sent }) => sent.contract.address === operation);
}

/** Forget all replies. */
export function forget(): void {
  all = [];
}
