import { bifrost } from "./bifrost";
import { contextForge } from "./contextforge";
import type { Clues, Family } from "./family";
import { fastMcp } from "./fastmcp";
import { helicone } from "./helicone";
import { litellm } from "./litellm";
import { mlflow } from "./mlflow";
import { nginx } from "./nginx";
import { openRouter } from "./openrouter";
import { portkey } from "./portkey";
import { postern } from "./postern";
import { traefik } from "./traefik";

export type { Clues, CorsNeed, Family, KnownHeader, Recipe } from "./family";

/** Every family that is known; the plain proxies stand last. */
export const FAMILIES: readonly Family[] = [
  postern,
  litellm,
  contextForge,
  portkey,
  openRouter,
  bifrost,
  helicone,
  mlflow,
  fastMcp,
  traefik,
  nginx,
];

/** The family that was configured, or else the one that the clues point at; undefined where nothing is known. */
export function familyOf(preset: string, clues: Clues): Family | undefined {
  return FAMILIES.find(family => family.id === preset) ?? FAMILIES.find(family => family.recognise(clues));
}
