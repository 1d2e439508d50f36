import { curl } from "./curl";
import { javascript } from "./javascript";
import { python } from "./python";
import type { CodeLanguage } from "./written";

export const LANGUAGES: readonly CodeLanguage[] = [curl, python, javascript];
