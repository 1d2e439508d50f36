import type { Family } from "./family";
import { inFront } from "./nginx";
import { traefikFront } from "./traefik";

/** MLflow's AI gateway. Measured with `mlflow gateway start` of 3.17.2; `mlflow server` as documented. */
export const mlflow: Family = {
  id: "mlflow",
  name: "MLflow AI Gateway",
  recognise: ({ url }) => /mlflow/.test(url.hostname) || /^\/gateway\/[^/]+\/(mlflow|invocations)/.test(url.pathname),
  cors: {
    unset: "none",
    note: "`mlflow gateway start` answers no other origin and has no setting for it; `mlflow server` has one.",
    recipes: need => [
      {
        title: "Where the gateway runs inside `mlflow server`",
        lines: `mlflow server --cors-allowed-origins "${need.origin}"`,
      },
      ...inFront(need),
      ...traefikFront(need),
    ],
  },
  headers: [],
};
