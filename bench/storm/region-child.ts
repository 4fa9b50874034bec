import { openRegion } from "../../local/region.ts";

/** A region that runs no execution itself, at a port that may be given; says its names and is then there to be killed. */
const [state = "", port = "0"] = process.argv.slice(2);
const { close: _, ...names } = await openRegion({ state, port: Number(port), concurrency: 0 });
console.log(JSON.stringify(names));
