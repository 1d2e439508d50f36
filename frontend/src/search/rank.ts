/** Where a passage without a vector stands among those with one, in standard deviations. */
const WITHOUT_VECTOR = 0;
const NO_VECTOR = -1.5;

/** Scores brought to mean 0 and deviation 1 over those that `counts`; the others get `otherwise`. */
export function standardised(
  scores: Float32Array,
  counts: (score: number) => boolean = () => true,
  otherwise = 0,
): Float32Array {
  let [count, sum, squares] = [0, 0, 0];
  for (const score of scores) {
    if (!counts(score)) continue;
    count += 1;
    sum += score;
    squares += score * score;
  }
  const mean = sum / Math.max(count, 1);
  const deviation = Math.sqrt(Math.max(squares / Math.max(count, 1) - mean * mean, 0));
  if (deviation < 1e-6) return scores.map(() => 0);
  return scores.map(score => (counts(score) ? (score - mean) / deviation : otherwise));
}

/** Words and meaning as one score, `share` of it from the words; without `near` words alone. */
export function fused(words: Float32Array, near: Float32Array | undefined, share = 1): Float32Array {
  const lexical = standardised(words);
  if (!near) return lexical;
  const meaning = standardised(near, score => score > NO_VECTOR, WITHOUT_VECTOR);
  return lexical.map((score, index) => share * score + (1 - share) * (meaning[index] as number));
}

/** The passages with the highest scores, best first; ties in reading order. */
export function top(scores: Float32Array, count: number, passes: (passage: number) => boolean): readonly number[] {
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  scores.forEach((score, passage) => {
    if ((best.length >= count && score <= least) || !passes(passage)) return;
    let at = best.length;
    while (at > 0 && (scores[best[at - 1] as number] as number) < score) at -= 1;
    best.splice(at, 0, passage);
    if (best.length > count) best.pop();
    least = scores[best.at(-1) as number] as number;
  });
  return best;
}
