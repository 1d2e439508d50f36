import type { McpClient, Question } from "./client";
import { Fault } from "./fault";
import type { Message, Progress } from "./protocol";
import { follow, type Task, taskOf } from "./task";

/** A question of the server that waits for the reader. */
export interface Pending extends Question {
  readonly answer: (reply: Message) => void;
}

type Clock = () => number;

/** One call as the reader sees it: from Send to its result, with what the server tells and asks on the way. */
export class Run {
  phase: "running" | "done" | "failed" | "cancelled" = "running";
  result: Message | undefined;
  fault: Fault | undefined;
  progress: Progress | undefined;
  task: Task | undefined;
  questions: readonly Pending[] = [];
  endAt: number | undefined;
  readonly #refuse = new Set<(fault: Fault) => void>();
  readonly #start: number;

  constructor(
    private readonly changed: () => void,
    private readonly clock: Clock = () => performance.now(),
  ) {
    this.#start = clock();
  }

  get running(): boolean {
    return this.phase === "running";
  }

  get elapsed(): number {
    return this.endAt ?? this.clock() - this.#start;
  }

  /** Whether the tool says that it failed; the protocol itself did its part then. */
  get toolFailed(): boolean {
    return this.result?.isError === true;
  }

  /** Let `work` run to its end, and keep what comes of it. */
  async go(client: McpClient, work: () => Promise<Message>): Promise<void> {
    try {
      const first = await work();
      this.#end("done", taskOf(first) ? await this.#follow(client, first) : first);
    } catch (error) {
      const fault = error instanceof Fault ? error : new Fault("broken", String(error));
      if (this.running) this.fault = fault;
      this.#end(fault.kind === "cancelled" ? "cancelled" : "failed");
    }
  }

  tell(progress: Progress): void {
    this.progress = progress;
    this.changed();
  }

  /** Put a question before the reader; rejects when the call is cancelled first. */
  ask(question: Question): Promise<Message> {
    return this.#unlessCancelled(resolve => {
      const pending: Pending = {
        ...question,
        answer: reply => {
          this.questions = this.questions.filter(item => item !== pending);
          resolve(reply);
          this.changed();
        },
      };
      this.questions = [...this.questions, pending];
      this.changed();
    });
  }

  /** Stop at once, whatever the server does. */
  cancel(client: McpClient): void {
    if (!this.running) return;
    this.#end("cancelled");
    for (const refuse of this.#refuse) refuse(new Fault("cancelled", "Cancelled."));
    const { task } = this;
    client.cancel();
    if (task) void client.call({ method: "tasks/cancel", name: task.id, params: { taskId: task.id } }).catch(() => {});
  }

  #follow(client: McpClient, first: Message): Promise<Message> {
    const told = (task: Task) => {
      this.task = task;
      this.changed();
    };
    const wait = (milliseconds: number) =>
      this.#unlessCancelled<void>(resolve => void setTimeout(resolve, milliseconds));
    return follow(client, first, told, requests => client.answers(requests), wait);
  }

  #unlessCancelled<Value>(start: (resolve: (value: Value) => void) => void): Promise<Value> {
    return new Promise((resolve, reject) => {
      const refuse = (fault: Fault) => reject(fault);
      this.#refuse.add(refuse);
      start(value => {
        this.#refuse.delete(refuse);
        resolve(value);
      });
    });
  }

  #end(phase: Run["phase"], result?: Message): void {
    if (!this.running) return;
    this.phase = phase;
    this.result = result;
    this.questions = [];
    this.endAt = this.elapsed;
    this.changed();
  }
}

/** The state of a call in a few words. */
export function runWords({ phase, questions, running, toolFailed, fault }: Run): string {
  if (questions.length > 0) return "The server asks you";
  if (running) return "Waiting for the server…";
  if (phase === "cancelled") return "Cancelled";
  if (toolFailed) return "The tool failed";
  if (phase === "done") return "Done";
  if (fault?.kind === "http") return fault.status ? `Refused with status ${fault.status}` : "No reply";
  return fault?.rpc ? `Refused (${fault.rpc.code})` : "No result";
}
