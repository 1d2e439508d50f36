/** The little of a worker's global scope that is used here. */
export interface WorkerScope<Asked, Told> {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(told: Told, transfer?: Transferable[]): void;
}

/** Bytes of Python, which live no longer than the call that passes them. */
export interface PythonBytes {
  toJs(): Uint8Array<ArrayBuffer>;
}

/** The folder of Python's file system that the archive of a worker is unpacked into. */
export const HOME = "/home/gatepost";

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The last line of what an error says: of a Python traceback the one that tells what is wrong. */
export function lastLine(error: unknown): string {
  return messageOf(error).trim().split("\n").at(-1) ?? "";
}
