/** Ends the process quietly once nobody reads on (`… | head -2`): what was asked for was given. */
// @ts-nocheck

export function exitOnClosedPipe(...streams: NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(0);
    });
  }
}
