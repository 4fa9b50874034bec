// @ts-nocheck
export const PROGRAM = "npx lookalike";

/** How people are told to run a command, everywhere in the same way: `npx lookalike sync`. */
export const commandLine = (command: string): string => `${PROGRAM} ${command}`;
