import { connect, type Socket } from "node:net";

export function open(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  return socket;
}

/** Sends bytes as they are, ends, and gives back what came: a status, `closed` or, after a while, `silent`. */
export function send(port: number, data: Buffer | string, { end = true } = {}): Promise<string> {
  const socket = open(port);
  let answer = "";
  return new Promise((resolve) => {
    const timer = setTimeout(() => done("silent"), 90_000);
    const done = (outcome: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    socket.on("data", (piece) => {
      if (answer.length < 4096) answer += piece.toString("latin1");
    });
    socket.on("close", () => {
      const [, status] = /HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
      const [, code] = /<Code>(\w+)<\/Code>/.exec(answer) ?? [];
      done(status === undefined ? "closed" : code === undefined ? status : `${status} ${code}`);
    });
    socket.write(data);
    if (end) socket.end();
  });
}

/** Runs `use` on 0 to count - 1, so many at once. */
export async function each<T>(count: number, atOnce: number, use: (i: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const i = next++;
      results[i] = await use(i);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  return results;
}

/** `412 × 400 BadRequest, 3 × closed`: the most frequent first. */
export function tally(outcomes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([outcome, count]) => `${count} × ${outcome}`).join(", ");
}
