import { authorize, type Credentials } from "../../../../frontend/src/console/auth";
import { Exchange } from "../../../../frontend/src/console/exchange";
import { secretsOf } from "../../../../frontend/src/console/keep/known";
import type { Sent } from "../../../../frontend/src/console/keep/sent";
import type { Draft } from "../../../../frontend/src/console/request";
import { prepare } from "../../../../frontend/src/console/request";
import { contractOf, parameter, SCHEMES } from "../contracts";

export const CANARY = "sk-canary-9a41c7";
export const BASE = new URL("https://gw.example/base");

/** An operation with everything that can hold a secret. */
export const WIRE = {
  title: "Create a thing",
  path: "/v1/things/{id}",
  method: "POST",
  schemes: SCHEMES,
  security: [[{ key: "bearer", scopes: [] }], [{ key: "query", scopes: [] }], [{ key: "basic", scopes: [] }], [{ key: "bearer", scopes: [] }, { key: "header", scopes: [] }]],
  parameters: [
    parameter("path", "id", { required: true }),
    parameter("query", "q"),
    parameter("query", "pin", { schema: { type: "string", format: "password" } }),
    parameter("header", "x-note"),
    parameter("header", "X-Api-Key"),
    parameter("header", "Idempotency-Key"),
    parameter("cookie", "session"),
  ],
  bodies: [
    {
      mediaType: "application/json",
      schema: {
        type: "object",
        properties: {
          name: { type: "string" },
          max_tokens: { type: "integer" },
          login: { $ref: "#/$defs/Login" },
          list: { type: "array", items: { $ref: "#/$defs/Login" } },
        },
      },
    },
    { mediaType: "multipart/form-data" },
  ],
  defs: { Login: { type: "object", properties: { user: { type: "string" }, word: { type: "string", format: "password" } } } },
};

export const DRAFT: Draft = {
  parameters: {
    "path:id": "a b",
    "query:q": "x&y",
    "query:pin": "1234-pin",
    "header:x-note": "note",
    "header:X-Api-Key": "typed-key",
    "header:Idempotency-Key": "once",
    "cookie:session": "session-id",
  },
  mediaType: "application/json",
  body: {
    name: "thing",
    max_tokens: 5,
    login: { user: "me", word: "hunter22" },
    list: [{ user: "you", word: "hunter23" }],
    api_key: "upstream-key",
    nested: { client_secret: "very-secret", note: `the key is ${CANARY}!` },
  },
};

/** Texts that must be found nowhere once the secrets have been taken out. */
export const SECRETS = [CANARY, "1234-pin", "typed-key", "session-id", "hunter22", "hunter23", "upstream-key", "very-secret"];

/** A request that was sent and answered. */
export async function sentOf(draft: Draft = DRAFT, answer = `{"id": "x", "echo": "${CANARY}"}`, alternative = 0): Promise<Sent> {
  const contract = contractOf(WIRE);
  const credentials: Credentials = { bearer: { secret: CANARY }, query: { secret: CANARY }, basic: { user: "me", secret: CANARY }, header: { secret: CANARY } };
  const authorization = authorize(contract, contract.security[alternative] ?? [], credentials);
  const { outgoing } = prepare(contract, draft, BASE, authorization);
  let now = 0;
  const exchange = new Exchange(outgoing, () => {}, () => (now += 10));
  await exchange.run({
    async *send() {
      const headers = [["content-type", "application/json"], ["x-request-id", "1"], ["x-echo", CANARY]] as const;
      yield { kind: "head", status: 201, statusText: "Created", headers, filtered: false } as const;
      yield { kind: "chunk", bytes: new TextEncoder().encode(answer) } as const;
      yield { kind: "end" } as const;
    },
  });
  const secrets = secretsOf(authorization, [CANARY]);
  return { contract, draft, base: BASE, target: "Live", authorization, alternative, secrets, at: new Date(1700000000000), exchange };
}
