import { record, text } from "../schema";
import type { McpClient } from "./client";
import { Fault } from "./fault";
import type { Message } from "./protocol";

/** A call that the server goes on with after its answer: core in 2025-11-25, an extension since. */
export interface Task {
  readonly id: string;
  /** `working`, `input_required`, `completed`, `failed` or `cancelled`. */
  readonly status: string;
  readonly message: string;
}

const OFTEN = 1000;
const RARELY = 30_000;
const OVER = ["completed", "failed", "cancelled"];

type Wait = (milliseconds: number) => Promise<void>;

/** The task that a result stands for; undefined where it is the result itself. */
export function taskOf(result: Message): Task | undefined {
  const task = result.resultType === "task" ? (record(result.task) ?? result) : record(result.task);
  if (!task || !text(task.taskId)) return undefined;
  return { id: text(task.taskId), status: text(task.status) || "working", message: text(task.statusMessage) };
}

/** Ask for the state of a task until it is over, telling each; return the result of the call. Throws Fault. */
export async function follow(
  client: McpClient,
  first: Message,
  told: (task: Task) => void,
  answers: (requests: Message) => Promise<Message>,
  wait: Wait,
): Promise<Message> {
  let found = first;
  for (;;) {
    const task = taskOf(found) ?? taskOf({ task: found });
    if (!task) throw new Fault("broken", "The server lost the task.");
    told(task);
    if (OVER.includes(task.status)) return await outcome(client, task, found);
    const about = { name: task.id, params: { taskId: task.id } };
    const asked = record(found.inputRequests);
    if (task.status === "input_required" && asked) {
      const params = { ...about.params, inputResponses: await answers(asked) };
      await client.call({ ...about, method: "tasks/update", params });
    }
    await wait(pause(record(found.task) ?? found));
    found = await client.call({ ...about, method: "tasks/get" });
  }
}

async function outcome(client: McpClient, { id, status, message }: Task, found: Message): Promise<Message> {
  if (status === "cancelled") throw new Fault("cancelled", message || "The task was cancelled.");
  const result = record(found.result);
  if (result) return result;
  const error = record(found.error);
  if (error) {
    const rpc = { code: Number(error.code ?? 0), message: text(error.message), data: error.data };
    throw new Fault("rpc", rpc.message, undefined, rpc);
  }
  return client.call({ method: "tasks/result", name: id, params: { taskId: id } });
}

function pause(task: Message): number {
  const wanted = Number(task.pollIntervalMs ?? task.pollInterval ?? OFTEN);
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, 100), RARELY) : OFTEN;
}
