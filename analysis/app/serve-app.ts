import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TargetOptions } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";
import { AppData } from "./app-data.ts";
import { type Guard, refusal } from "./guard.ts";
import { HttpError, type HttpResponse, json, send } from "./http-response.ts";
import { LazyTarget } from "./lazy-target.ts";
import { type App, ROUTES } from "./routes.ts";

export interface AppOptions extends TargetOptions {
  datas: string;
  /** 0 takes any that is free. */
  port: number;
}

export interface RunningApp {
  /** The link with the token: whoever has it may see and decide. */
  link: string;
  faces: number;
  close(): Promise<void>;
}

/** How often other programs' decisions and tables are looked for, milliseconds. */
const LOOK_EVERY = 1000;

/**
 * Serves the page on 127.0.0.1 with everything that a report cannot do.
 * @throws CommandError where there are no tables, or the port is taken
 */
export async function serveApp({ datas, port, ...options }: AppOptions): Promise<RunningApp> {
  const app: App = { appData: await AppData.open(datas), target: new LazyTarget(options), datas };
  const guard: Guard = { token: randomBytes(24).toString("base64url"), port };
  const server = createServer((request, response) => void respond(app, guard, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new CommandError(`Port ${port} is taken by another program. Choose another, or leave --port out.`)
          : error,
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  guard.port = (server.address() as AddressInfo).port;
  const looking = setInterval(() => void app.appData.look().catch(() => undefined), LOOK_EVERY);
  return {
    link: `http://127.0.0.1:${guard.port}/${guard.token}/`,
    faces: app.appData.loaded.read.faces.length,
    async close() {
      clearInterval(looking);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await app.appData.close();
      await app.target.close();
    },
  };
}

async function respond(app: App, guard: Guard, request: IncomingMessage, response: ServerResponse) {
  const reason = refusal(request, guard);
  if (reason !== undefined)
    return send(response, { status: 403, type: "text/plain", body: `Refused: ${reason}.\n` });
  send(response, await answer(app, guard, request).catch(problem));
}

async function answer(app: App, { token }: Guard, request: IncomingMessage): Promise<HttpResponse> {
  const { pathname, searchParams } = new URL(request.url!.slice(token.length + 1) || "/", "http://127.0.0.1");
  const route = ROUTES[`${request.method} ${pathname}`];
  if (!route)
    throw new HttpError(404, "NOT_FOUND", "Nothing at this address. Open the link that the app printed.");
  return await route(app, searchParams, request);
}

function problem(error: Error): HttpResponse {
  if (error instanceof HttpError) {
    const { status, code, message, person } = error;
    return { ...json({ error: { code, message, person } }), status };
  }
  if (error instanceof CommandError)
    return { ...json({ error: { code: "REFUSED", message: error.message } }), status: 422 };
  console.error(error);
  return {
    ...json({ error: { code: "FAULT", message: "The app has a fault; the terminal says more." } }),
    status: 500,
  };
}
