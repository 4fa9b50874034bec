import { request } from "node:http";

/** Functions for the tests of the runtime. */

let calls = 0;

export const handler = (event: unknown, context: unknown) => ({ event, context, calls: ++calls });

export const environment = () => ({ ...process.env });

export function fails({ name, message }: { name: string; message: string }): never {
  throw Object.assign(new Error(message), { name });
}

export async function waits({ milliseconds }: { milliseconds: number }) {
  const from = Date.now();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return { from, to: Date.now() };
}

export const waitsOrDies = (event: { milliseconds?: number }) =>
  event.milliseconds === undefined ? process.exit(3) : waits({ milliseconds: event.milliseconds });

export function answersNothing(): void {}

export const prints = () => console.log("printed by the function");

/** Asks for one after the other, and prints how each went. */
export async function asksInTurn({ url, paths }: { url: string; paths: string[] }) {
  for (const path of paths) {
    const ending = new Promise<string>((resolve, reject) => {
      const asked = request(`${url}/${path}`, ({ statusCode }) => resolve(`${statusCode}`));
      asked.on("error", reject).end();
    });
    console.log(`${path}: ${await ending.catch(({ message }) => message)}`);
  }
}
