import { openLocalAws } from "../../local/local-aws.ts";

/** Executions at once: most wait for their next attempt. Of many more, some would wait for the models longer than a state may. */
const CONCURRENCY = 150;

/** A local AWS whose functions live in a storm, at a port that may be given; says its names and is then there to be killed. */
const [state = "", port = "0", log = ""] = process.argv.slice(2);
const module = new URL("functions.ts", import.meta.url).href;
const states = ["DetectFaces", "AddToCollection", "Thumbnail", "ErrorDetected"];
const { close: _, ...names } = await openLocalAws({
  state,
  port: Number(port),
  concurrency: CONCURRENCY,
  handlers: Object.fromEntries(states.map((name) => [name, { module, export: name }])),
  env: { STORM_LOG: log },
});
console.log(JSON.stringify(names));
