import { type Contract, readContract } from "../../../frontend/src/contract";

/** A contract with what a test cares for; the rest has its defaults. */
export function contractOf(wire: Readonly<Record<string, unknown>> = {}): Contract {
  return readContract({ address: "operation:POST /v1/things/{id}", method: "POST", path: "/v1/things/{id}", ...wire });
}

/** A parameter with the defaults of its location, as the build writes them. */
export function parameter(location: string, name: string, more: Readonly<Record<string, unknown>> = {}): object {
  const query = location === "query" || location === "cookie";
  return { location, name, style: query ? "form" : "simple", explode: query, schema: { type: "string" }, ...more };
}

export const SCHEMES = {
  bearer: { name: "Key", type: "http", httpScheme: "bearer" },
  basic: { name: "Login", type: "http", httpScheme: "basic" },
  header: { name: "Header key", type: "apiKey", location: "header", parameterName: "x-api-key" },
  query: { name: "Query key", type: "apiKey", location: "query", parameterName: "key" },
  cookie: { name: "Session", type: "apiKey", location: "cookie", parameterName: "sid" },
  oauth: { name: "OAuth", type: "oauth2" },
};
