import { csharp } from "./csharp";
import { curl } from "./curl";
import { go } from "./go";
import { java } from "./java";
import { javascript, typescript } from "./javascript";
import { php } from "./php";
import { python } from "./python";
import { ruby } from "./ruby";
import type { CodeLanguage } from "./written";

/** The languages of the samples beside an operation, in their order; `write` is empty where one cannot say it. */
export const LANGUAGES: readonly CodeLanguage[] = [curl, python, javascript, typescript, go, java, csharp, php, ruby];
