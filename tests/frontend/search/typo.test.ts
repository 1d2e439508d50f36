import assert from "node:assert/strict";
import { test } from "node:test";
import { stem } from "../../../frontend/src/search/stem";
import { distance, nearest } from "../../../frontend/src/search/typo";

const known = ["playlist", "property", "repository", "token", "tokens", "image", "cat"].map(word => ({
  word,
  stem: stem(word),
  common: 3,
}));

test("a letter more, less, other or swapped is one edit", () => {
  assert.deepEqual(
    ["imagge", "imge", "imabe", "iamge", "image"].map(word => distance(word, "image")),
    [1, 1, 1, 1, 0],
  );
});

test("a misspelt word is read as the nearest that the site has", () => {
  assert.equal(nearest("propery", known)?.word, "property");
  assert.equal(nearest("repositroy", known)?.word, "repository");
  assert.equal(nearest("palyilst", known)?.word, "playlist");
  assert.equal(nearest("toekn", known)?.word, "token");
});

test("short words, other scripts and words far from all stay as they are", () => {
  assert.equal(nearest("cta", known), undefined);
  assert.equal(nearest("Привет", known), undefined);
  assert.equal(nearest("mallorca", known), undefined);
});

test("endings that the site does not have are known", () => {
  assert.equal(nearest("tokenign", known)?.word, "token");
  assert.equal(nearest("repositorys", known)?.word, "repository");
});

test("words far in letters are not joined by their stems", () => {
  assert.equal(nearest("phishing", [{ word: "high", stem: "high", common: 9 }]), undefined);
  assert.equal(nearest("coworkers", [{ word: "color", stem: "color", common: 9 }]), undefined);
});

test("a word that stands in the site is likelier than one made up from a stem", () => {
  const site = [
    { word: "news", stem: "new", common: 5 },
    { word: "need", stem: "need", common: 1 },
  ];
  assert.equal(nearest("neeed", site)?.word, "need");
  assert.equal(nearest("nejed", site)?.word, "need");
  assert.equal(nearest("propety", [{ word: "properties", stem: "properti", common: 3 }])?.word, "properties");
});

test("only as many letters may be wrong as are asked for", () => {
  assert.equal(nearest("palyilst", known, 1), undefined);
  assert.equal(nearest("tokenign", known, 1, false), undefined);
});
