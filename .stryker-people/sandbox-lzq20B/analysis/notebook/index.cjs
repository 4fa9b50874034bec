// @ts-nocheck
// What a cell imports as "../analysis/notebook". The TypeScript kernel loads it with require() and reads
// index.d.ts for its types; the rest is TypeScript of this project, which tsx loads, in any tslab kernel.
const { require: load } = require("tsx/cjs/api");

module.exports = load("./cells.ts", __filename);
